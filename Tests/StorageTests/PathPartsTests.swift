import Storage
import Testing

@Suite struct PathPartsTests {
  @Test(arguments: [
    ("m", ".", "m", "m"), ("m/", ".", "m", "m"), ("model.chasqui", ".", "model.chasqui", "model"),
    ("a/b", "a", "b", "b"), ("/a", "/", "a", "a"), ("/", "/", "", ""), ("", ".", "", ""),
    ("a/b/c.tar.gz", "a/b", "c.tar.gz", "c.tar"), ("x/.hidden", "x", ".hidden", ".hidden"),
    ("x//y", "x/", "y", "y"), ("ñ/é.txt", "ñ", "é.txt", "é"),
  ])
  func parts(path: String, folder: String, name: String, stem: String) {
    let parts = PathParts(path)
    #expect(parts.folder == folder && parts.name == name && parts.stem == stem)
  }
}
