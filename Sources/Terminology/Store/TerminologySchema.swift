internal import Databases

/// The tables of the database.
///
/// Glossaries, entries and translation units are *items*. What an item holds is JSON in its *revisions*,
/// which are numbered from 1 and never altered; a revision without content says that the item is gone. Every
/// revision belongs to a *change*, so that what a change did, and how to undo it, can be read from the
/// revisions. `term`, `search` and `unit` are indexes of what the items hold now, and could be made anew.
enum TerminologySchema {
  static let schema = DatabaseSchema(
    applicationIdentifier: 0x4348_5351,  // `CHSQ`
    versions: [version1], remedy: "import the glossaries again")

  private static let version1 = """
    CREATE TABLE item (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      kind INTEGER NOT NULL,                  -- 0 glossary, 1 entry, 2 translation unit
      parent INTEGER REFERENCES item(number), -- the glossary of an entry
      key TEXT NOT NULL,                      -- name of a glossary, identifier of an entry
      version INTEGER NOT NULL,               -- of the last revision
      isRemoved INTEGER NOT NULL
    );
    CREATE UNIQUE INDEX itemEntry ON item(parent, key) WHERE kind = 1;
    CREATE UNIQUE INDEX itemGlossary ON item(key) WHERE kind = 0 AND isRemoved = 0;
    CREATE INDEX itemParent ON item(parent, number);

    CREATE TABLE change (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      time INTEGER NOT NULL,                  -- milliseconds since 1970
      author TEXT NOT NULL,
      kind TEXT NOT NULL,
      glossary INTEGER REFERENCES item(number),
      undoes INTEGER REFERENCES change(number),
      parts INTEGER NOT NULL                  -- how many revisions it made
    );
    CREATE INDEX changeGlossary ON change(glossary, number);

    CREATE TABLE revision (
      number INTEGER PRIMARY KEY,
      item INTEGER NOT NULL REFERENCES item(number),
      version INTEGER NOT NULL,
      change INTEGER NOT NULL REFERENCES change(number),
      content TEXT
    );
    CREATE UNIQUE INDEX revisionVersion ON revision(item, version);
    CREATE INDEX revisionChange ON revision(change);

    CREATE TABLE term (
      entry INTEGER NOT NULL REFERENCES item(number),
      place INTEGER NOT NULL,                 -- of the term or form in the entry
      language TEXT NOT NULL,
      isForm INTEGER NOT NULL,
      key TEXT NOT NULL,                      -- normalized, in lower case
      PRIMARY KEY (entry, place)
    ) WITHOUT ROWID;
    CREATE INDEX termKey ON term(language, key);

    CREATE VIRTUAL TABLE search USING fts5(
      terms, texts, language UNINDEXED, tokenize = "unicode61 remove_diacritics 2"
    );
    -- An import fills the index in few large pieces, which need less merging than many small ones.
    INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);
    CREATE VIRTUAL TABLE searchWord USING fts5vocab(search, row);

    CREATE TABLE unit (
      number INTEGER PRIMARY KEY REFERENCES item(number),
      sourceLanguage TEXT NOT NULL,
      targetLanguage TEXT NOT NULL,
      source TEXT NOT NULL                    -- normalized
    );
    CREATE INDEX unitSource ON unit(sourceLanguage, targetLanguage, source);
    """
}
