internal import Databases

/// The tables of the server's database. Times are milliseconds since 1970.
enum ServiceSchema {
  static let schema = DatabaseSchema(
    applicationIdentifier: 0x4348_5356,  // `CHSV`
    versions: [version1], remedy: "create the keys again")

  private static let version1 = """
    CREATE TABLE apiKey (
      number INTEGER PRIMARY KEY AUTOINCREMENT, -- from 1, never given again
      name TEXT NOT NULL,
      prefix TEXT NOT NULL,                     -- the first characters of the secret, which may be shown
      digest BLOB NOT NULL,                     -- SHA-256 of the secret
      scopes TEXT NOT NULL,                     -- separated by spaces
      requestsPerMinute INTEGER,
      charactersPerMonth INTEGER,
      created INTEGER NOT NULL,
      expires INTEGER,
      lastUsed INTEGER,
      revoked INTEGER
    );
    CREATE UNIQUE INDEX apiKeyName ON apiKey(name) WHERE revoked IS NULL;

    -- How often the keys have changed: whoever holds copies of them compares it with what it knows. That a key
    -- was used is no change.
    CREATE TABLE keyChange (number INTEGER NOT NULL);
    INSERT INTO keyChange VALUES (0);
    CREATE TRIGGER apiKeyAdded AFTER INSERT ON apiKey
      BEGIN UPDATE keyChange SET number = number + 1; END;
    CREATE TRIGGER apiKeyRemoved AFTER DELETE ON apiKey
      BEGIN UPDATE keyChange SET number = number + 1; END;
    CREATE TRIGGER apiKeyAltered AFTER UPDATE OF
      name, prefix, digest, scopes, requestsPerMinute, charactersPerMonth, expires, revoked ON apiKey
      BEGIN UPDATE keyChange SET number = number + 1; END;

    CREATE TABLE usage (
      key INTEGER NOT NULL,                     -- 0 for all callers without a key
      month TEXT NOT NULL,                      -- 2026-11, of UTC
      characters INTEGER NOT NULL,
      requests INTEGER NOT NULL,
      documents INTEGER NOT NULL,
      PRIMARY KEY (month, key)
    ) WITHOUT ROWID;

    CREATE TABLE job (
      number INTEGER PRIMARY KEY AUTOINCREMENT, -- the order in which they came
      id TEXT NOT NULL UNIQUE,                  -- 32 hexadecimal digits
      documentDigest BLOB NOT NULL,             -- SHA-256 of the document key
      owner INTEGER NOT NULL,                   -- the number of a key; 0 for callers without one
      name TEXT NOT NULL,
      source TEXT,
      target TEXT NOT NULL,
      options TEXT NOT NULL,                    -- JSON
      state TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,      -- how often a server has begun with it
      segments INTEGER NOT NULL DEFAULT 0,
      segmentsDone INTEGER NOT NULL DEFAULT 0,
      characters INTEGER NOT NULL DEFAULT 0,
      bytes INTEGER NOT NULL,                   -- of its files
      created INTEGER NOT NULL,
      finished INTEGER,
      problem TEXT
    );
    CREATE INDEX jobState ON job(state, owner, number);
    CREATE INDEX jobOwner ON job(owner, number);
    CREATE INDEX jobFinished ON job(finished) WHERE finished IS NOT NULL;
    """
}
