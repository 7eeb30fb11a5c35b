BEGIN TRANSACTION;
CREATE TABLE decisions (code TEXT NOT NULL REFERENCES profiles (code) ON DELETE CASCADE, number INTEGER NOT NULL,
    concept_uri TEXT NOT NULL, preferred_label TEXT NOT NULL, answer TEXT NOT NULL, voice TEXT NOT NULL,
    decided_at TEXT NOT NULL, esco TEXT NOT NULL, model TEXT NOT NULL, support TEXT NOT NULL, evidence TEXT NOT NULL,
    work_area TEXT NOT NULL, undoes INTEGER, PRIMARY KEY (code, number));
INSERT INTO "decisions" VALUES('blue-7',1,'http://data.europa.eu/esco/skill/0001','fold boxes','yes','person','2026-03-01T09:30:00+00:00','1.2.0','m@1','with_help','["I fold boxes"]','',NULL);
INSERT INTO "decisions" VALUES('blue-7',2,'local:stuff-envelopes','fold boxes','no','person','2026-03-01T09:30:00+00:00','1.2.0','m@1','unstated','["I fold boxes"]','',NULL);
INSERT INTO "decisions" VALUES('blue-7',3,'local:stuff-envelopes','fold boxes','no','coach','2026-03-01T09:31:00+00:00','1.2.0','m@1','unstated','["I fold boxes"]','',2);
CREATE TABLE experiences (code TEXT NOT NULL REFERENCES profiles (code) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    words TEXT NOT NULL, saved_at TEXT NOT NULL, shown TEXT NOT NULL, PRIMARY KEY (code, number));
INSERT INTO "experiences" VALUES('blue-7',1,'I fold boxes. Later I want a van.','2026-03-01T09:30:00+00:00','{"text_id": null, "suggestions": [{"rank": 1, "concept_uri": "http://data.europa.eu/esco/skill/0001", "preferred_label": "fold boxes", "confidence": 0.41, "support": "alone", "evidence": [{"start": 0, "end": 12, "text": "I fold boxes"}], "similar": []}], "set_aside": [{"span": {"start": 14, "end": 32, "text": "Later I want a van"}, "reason": "wish"}], "no_esco_skill": [], "note": null, "versions": {"esco": "1.2.0", "model": "m@1", "catalogue": "c", "recommender": "0.1.0"}}');
CREATE TABLE likes (code TEXT NOT NULL REFERENCES profiles (code) ON DELETE CASCADE, number INTEGER NOT NULL,
    work_area TEXT NOT NULL, liked BOOLEAN NOT NULL, said_at TEXT NOT NULL, PRIMARY KEY (code, number));
INSERT INTO "likes" VALUES('blue-7',1,'animals',1,'2026-03-01T09:30:00+00:00');
CREATE TABLE profiles (code TEXT PRIMARY KEY, revision INTEGER NOT NULL, created_at TEXT NOT NULL);
INSERT INTO "profiles" VALUES('blue-7',5,'2026-03-01T09:30:00+00:00');
COMMIT;
PRAGMA user_version = 1;
