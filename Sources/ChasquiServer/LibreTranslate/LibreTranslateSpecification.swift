internal import Hummingbird
internal import NIOCore

/// The reply of `/spec`: these addresses as a Swagger 2.0 document.
enum LibreTranslateSpecification {
  static var response: Response {
    Response(
      status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  static let text = #"""
    {
      "swagger": "2.0",
      "info": {
        "title": "Chasqui, as LibreTranslate's clients call it",
        "version": "1.0.0",
        "description": "Translation for the clients of LibreTranslate. /openapi.json describes the native API, which can do more."
      },
      "consumes": ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
      "produces": ["application/json"],
      "paths": {
        "/translate": {
          "post": {
            "summary": "Translate a text, or in JSON an array of texts.",
            "operationId": "libreTranslate",
            "tags": ["translate"],
            "parameters": [
              {"name": "q", "in": "formData", "type": "string", "required": true, "description": "The text; in JSON also an array of texts."},
              {"name": "source", "in": "formData", "type": "string", "required": true, "description": "A code of /languages, or auto."},
              {"name": "target", "in": "formData", "type": "string", "required": true, "description": "A code of /languages."},
              {"name": "format", "in": "formData", "type": "string", "required": false, "enum": ["text", "html"], "default": "text"},
              {"name": "alternatives", "in": "formData", "type": "integer", "required": false, "minimum": 0, "maximum": 10, "default": 0, "description": "How many other translations are wanted."},
              {"name": "api_key", "in": "formData", "type": "string", "required": false}
            ],
            "responses": {
              "200": {
                "description": "The translation; arrays if an array was sent.",
                "schema": {
                  "type": "object",
                  "required": ["translatedText"],
                  "properties": {
                    "translatedText": {"type": "string"},
                    "detectedLanguage": {"$ref": "#/definitions/Detected"},
                    "alternatives": {"type": "array", "items": {"type": "string"}}
                  }
                }
              },
              "400": {"$ref": "#/responses/Refused"},
              "403": {"$ref": "#/responses/Forbidden"},
              "429": {"$ref": "#/responses/TooMany"},
              "500": {"$ref": "#/responses/Failed"}
            }
          }
        },
        "/detect": {
          "post": {
            "summary": "Tell the language of a text.",
            "operationId": "libreDetect",
            "tags": ["translate"],
            "parameters": [
              {"name": "q", "in": "formData", "type": "string", "required": true},
              {"name": "api_key", "in": "formData", "type": "string", "required": false}
            ],
            "responses": {
              "200": {
                "description": "The languages that it may be, the likeliest first.",
                "schema": {"type": "array", "items": {"$ref": "#/definitions/Detected"}}
              },
              "400": {"$ref": "#/responses/Refused"},
              "403": {"$ref": "#/responses/Forbidden"},
              "429": {"$ref": "#/responses/TooMany"},
              "500": {"$ref": "#/responses/Failed"}
            }
          }
        },
        "/languages": {
          "get": {
            "summary": "The languages that are served.",
            "operationId": "libreLanguages",
            "tags": ["translate"],
            "responses": {
              "200": {
                "description": "The languages, each with those it is translated into.",
                "schema": {"type": "array", "items": {"$ref": "#/definitions/Language"}}
              }
            }
          }
        },
        "/translate_file": {
          "post": {
            "summary": "Translate a file.",
            "operationId": "libreTranslateFile",
            "tags": ["files"],
            "consumes": ["multipart/form-data"],
            "parameters": [
              {"name": "file", "in": "formData", "type": "file", "required": true},
              {"name": "source", "in": "formData", "type": "string", "required": true},
              {"name": "target", "in": "formData", "type": "string", "required": true},
              {"name": "api_key", "in": "formData", "type": "string", "required": false}
            ],
            "responses": {
              "200": {
                "description": "Where the translated file is for a while.",
                "schema": {
                  "type": "object",
                  "required": ["translatedFileUrl"],
                  "properties": {"translatedFileUrl": {"type": "string", "format": "uri"}}
                }
              },
              "400": {"$ref": "#/responses/Refused"},
              "403": {"$ref": "#/responses/Forbidden"},
              "413": {"$ref": "#/responses/TooLarge"},
              "429": {"$ref": "#/responses/TooMany"},
              "500": {"$ref": "#/responses/Failed"}
            }
          }
        },
        "/download_file/{name}": {
          "get": {
            "summary": "Fetch a translated file.",
            "operationId": "libreDownloadFile",
            "tags": ["files"],
            "produces": ["application/octet-stream"],
            "parameters": [{"name": "name", "in": "path", "type": "string", "required": true}],
            "responses": {
              "200": {"description": "The file.", "schema": {"type": "string", "format": "binary"}},
              "404": {"$ref": "#/responses/Missing"}
            }
          }
        },
        "/suggest": {
          "post": {
            "summary": "Propose a better translation.",
            "description": "From a caller who may edit, it counts at once; from others it waits for somebody who may.",
            "operationId": "libreSuggest",
            "tags": ["feedback"],
            "parameters": [
              {"name": "q", "in": "formData", "type": "string", "required": true, "description": "The text."},
              {"name": "s", "in": "formData", "type": "string", "required": true, "description": "Its translation."},
              {"name": "source", "in": "formData", "type": "string", "required": true},
              {"name": "target", "in": "formData", "type": "string", "required": true},
              {"name": "api_key", "in": "formData", "type": "string", "required": false}
            ],
            "responses": {
              "200": {
                "description": "It was saved.",
                "schema": {"type": "object", "required": ["success"], "properties": {"success": {"type": "boolean"}}}
              },
              "400": {"$ref": "#/responses/Refused"},
              "403": {"$ref": "#/responses/Forbidden"},
              "429": {"$ref": "#/responses/TooMany"},
              "500": {"$ref": "#/responses/Failed"}
            }
          }
        },
        "/frontend/settings": {
          "get": {
            "summary": "What a page asks before it begins.",
            "operationId": "libreFrontendSettings",
            "tags": ["frontend"],
            "responses": {
              "200": {
                "description": "The settings.",
                "schema": {
                  "type": "object",
                  "properties": {
                    "apiKeys": {"type": "boolean"},
                    "charLimit": {"type": "integer"},
                    "filesTranslation": {"type": "boolean"},
                    "frontendTimeout": {"type": "integer", "description": "Milliseconds."},
                    "keyRequired": {"type": "boolean"},
                    "suggestions": {"type": "boolean"},
                    "supportedFilesFormat": {"type": "array", "items": {"type": "string"}},
                    "language": {
                      "type": "object",
                      "properties": {
                        "source": {"$ref": "#/definitions/LanguageName"},
                        "target": {"$ref": "#/definitions/LanguageName"}
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "/health": {
          "get": {
            "summary": "Whether the program runs.",
            "operationId": "libreHealth",
            "tags": ["health"],
            "responses": {
              "200": {
                "description": "It does.",
                "schema": {"type": "object", "properties": {"status": {"type": "string"}}}
              }
            }
          }
        }
      },
      "responses": {
        "Refused": {"description": "The request is not right.", "schema": {"$ref": "#/definitions/Error"}},
        "Forbidden": {"description": "The key is not known, or this is not allowed.", "schema": {"$ref": "#/definitions/Error"}},
        "Missing": {"description": "There is no such file any more.", "schema": {"$ref": "#/definitions/Error"}},
        "TooLarge": {"description": "The file is too large.", "schema": {"$ref": "#/definitions/Error"}},
        "TooMany": {"description": "Too many requests, or too much text.", "schema": {"$ref": "#/definitions/Error"}},
        "Failed": {"description": "The server made a mistake.", "schema": {"$ref": "#/definitions/Error"}}
      },
      "definitions": {
        "Error": {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}},
        "Detected": {
          "type": "object",
          "required": ["confidence", "language"],
          "properties": {
            "confidence": {"type": "number", "minimum": 0, "maximum": 100},
            "language": {"type": "string"}
          }
        },
        "Language": {
          "type": "object",
          "required": ["code", "name", "targets"],
          "properties": {
            "code": {"type": "string"},
            "name": {"type": "string"},
            "targets": {"type": "array", "items": {"type": "string"}}
          }
        },
        "LanguageName": {
          "type": "object",
          "required": ["code", "name"],
          "properties": {"code": {"type": "string"}, "name": {"type": "string"}}
        }
      }
    }
    """#
}
