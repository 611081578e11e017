PRAGMA application_id=1145656131;
PRAGMA user_version=1;
BEGIN TRANSACTION;
CREATE TABLE changes (
	event INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	place TEXT NOT NULL, 
	id TEXT NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	PRIMARY KEY (event, n), 
	FOREIGN KEY(event) REFERENCES events (seq)
)
 WITHOUT ROWID,
 STRICT

;
INSERT INTO "changes" VALUES(1,0,'utterances','a/0',NULL,'{"id":"a/0","seq":1,"thread":"a","reply_to":null,"kind":"post","participant":"Ilse","time":"2023-02-01T08:00:00+00:00","more":"{\"likes\":3.0}","sha256":"3ef36284c24eac8a633036eb7d26e31fb35480490e2de9324f9cfb34556377e8"}');
INSERT INTO "changes" VALUES(1,1,'utterances','a/1',NULL,'{"id":"a/1","seq":2,"thread":"a","reply_to":"a/0","kind":"comment","participant":"Tom","time":"2023-02-01T08:05:00+00:00","more":"{\"likes\":0.0}","sha256":"6b82e5f4d94245e806b39258f0aaf07990a57e7485c35b569bc27a6d7421587c"}');
INSERT INTO "changes" VALUES(1,2,'utterances','a/1.1',NULL,'{"id":"a/1.1","seq":3,"thread":"a","reply_to":"a/1","kind":"reply","participant":"Ilse","time":"2023-02-01T09:00:00+00:00","more":"{}","sha256":"efd7f08d6337c2dfa8671636e47e7f1368d3864d58e13ad77ab6d740f1425963"}');
INSERT INTO "changes" VALUES(1,3,'utterances','a/2',NULL,'{"id":"a/2","seq":4,"thread":"a","reply_to":"a/0","kind":"comment","participant":null,"time":null,"more":"{\"likes\":1.0}","sha256":"d2f0879ad1a6869d429965be52e1539402e51ad2f8669df36bf8c5a32ca32112"}');
INSERT INTO "changes" VALUES(1,4,'participants','Ilse',NULL,'{"id":"Ilse","seq":1,"more":"{\"role\":\"nurse\"}"}');
INSERT INTO "changes" VALUES(1,5,'participants','Tom',NULL,'{"id":"Tom","seq":2,"more":"{\"role\":\"gardener\"}"}');
INSERT INTO "changes" VALUES(1,6,'participants','Zoë',NULL,'{"id":"Zoë","seq":3,"more":"{\"role\":\"nurse\"}"}');
INSERT INTO "changes" VALUES(2,0,'codes','care',NULL,'{"id":"care","seq":1,"brief":"","definition":"","include":"","exclude":"","example":"","colour":"#0072B2","terms":"[\"keep*\"]"}');
INSERT INTO "changes" VALUES(2,1,'codes','having',NULL,'{"id":"having","seq":2,"brief":"","definition":"","include":"","exclude":"","example":"","colour":"#D55E00","terms":"[\"ours\",\"theirs\"]"}');
INSERT INTO "changes" VALUES(2,2,'codes','having/land',NULL,'{"id":"having/land","seq":3,"brief":"","definition":"","include":"","exclude":"","example":"","colour":"#009E73","terms":"[\"garden\"]"}');
INSERT INTO "changes" VALUES(3,0,'utterances','b/0',NULL,'{"id":"b/0","seq":5,"thread":"b","reply_to":null,"kind":"post","participant":"Zoë","time":"2023-03-01T07:00:00+00:00","more":"{\"likes\":12.0}","sha256":"4eed60de2a14f643451169701d089d02d89cd45d5bf23bfebc5fd04936e86797"}');
INSERT INTO "changes" VALUES(3,1,'utterances','b/1',NULL,'{"id":"b/1","seq":6,"thread":"b","reply_to":"b/0","kind":"comment","participant":"Tom","time":"2023-03-02T07:00:00+00:00","more":"{}","sha256":"3ef36284c24eac8a633036eb7d26e31fb35480490e2de9324f9cfb34556377e8"}');
INSERT INTO "changes" VALUES(4,0,'utterances','b/1','{"id":"b/1","seq":6,"thread":"b","reply_to":"b/0","kind":"comment","participant":"Tom","time":"2023-03-02T07:00:00+00:00","more":"{}","sha256":"3ef36284c24eac8a633036eb7d26e31fb35480490e2de9324f9cfb34556377e8"}',NULL);
INSERT INTO "changes" VALUES(4,1,'utterances','b/0','{"id":"b/0","seq":5,"thread":"b","reply_to":null,"kind":"post","participant":"Zoë","time":"2023-03-01T07:00:00+00:00","more":"{\"likes\":12.0}","sha256":"4eed60de2a14f643451169701d089d02d89cd45d5bf23bfebc5fd04936e86797"}',NULL);
INSERT INTO "changes" VALUES(5,0,'utterances','b/0',NULL,'{"id":"b/0","seq":5,"thread":"b","reply_to":null,"kind":"post","participant":"Zoë","time":"2023-03-01T07:00:00+00:00","more":"{\"likes\":12.0}","sha256":"4eed60de2a14f643451169701d089d02d89cd45d5bf23bfebc5fd04936e86797"}');
INSERT INTO "changes" VALUES(5,1,'utterances','b/1',NULL,'{"id":"b/1","seq":6,"thread":"b","reply_to":"b/0","kind":"comment","participant":"Tom","time":"2023-03-02T07:00:00+00:00","more":"{}","sha256":"3ef36284c24eac8a633036eb7d26e31fb35480490e2de9324f9cfb34556377e8"}');
INSERT INTO "changes" VALUES(6,0,'codings','c-1',NULL,'{"utterance":"a/0","start":6,"end":22,"code":"care","coder":"ana","quote":"keeps the garden","score":null,"id":"c-1","suggested_by":null,"created_at":"2026-11-23T17:46:16.161223+00:00"}');
INSERT INTO "changes" VALUES(6,1,'memos','coding:c-1:ana',NULL,'{"id":"coding:c-1:ana","about":"coding","target":"c-1","text":"first 😀 memo","coder":"ana","created_at":"2026-11-23T17:46:16.161223+00:00"}');
INSERT INTO "changes" VALUES(7,0,'codings','c-2',NULL,'{"utterance":"a/1.1","start":10,"end":29,"code":"having/land","coder":"ana","quote":"garden is ours\r\nand","score":null,"id":"c-2","suggested_by":null,"created_at":"2026-11-23T17:46:16.184660+00:00"}');
INSERT INTO "changes" VALUES(8,0,'codings','c-3',NULL,'{"utterance":"a/1","start":8,"end":15,"code":"care","coder":"ben","quote":"kept it","score":null,"id":"c-3","suggested_by":null,"created_at":"2026-11-23T17:46:16.209340+00:00"}');
INSERT INTO "changes" VALUES(9,0,'codings','01a20984-0328-7b43-a06d-68f8d4da0e52',NULL,'{"utterance":"b/0","start":0,"end":2,"code":"having","coder":"ben","quote":"中文","score":null,"id":"01a20984-0328-7b43-a06d-68f8d4da0e52","suggested_by":null,"created_at":"2026-11-23T17:46:16.231508+00:00"}');
INSERT INTO "changes" VALUES(9,1,'codings','01a20984-0328-7a03-b24c-c17d59fd9607',NULL,'{"utterance":"b/1","start":2,"end":5,"code":"care","coder":"carla","quote":"Who","score":null,"id":"01a20984-0328-7a03-b24c-c17d59fd9607","suggested_by":null,"created_at":"2026-11-23T17:46:16.231508+00:00"}');
INSERT INTO "changes" VALUES(10,0,'memos','utterance:a/2:ana',NULL,'{"id":"utterance:a/2:ana","about":"utterance","target":"a/2","text":"what of 🇮🇪?","coder":"ana","created_at":"2026-11-23T17:46:16.256068+00:00"}');
INSERT INTO "changes" VALUES(11,0,'memos','participant:Tom:ana',NULL,'{"id":"participant:Tom:ana","about":"participant","target":"Tom","text":"the gardener","coder":"ana","created_at":"2026-11-23T17:46:16.275903+00:00"}');
INSERT INTO "changes" VALUES(12,0,'memos','thread:a:ana',NULL,'{"id":"thread:a:ana","about":"thread","target":"a","text":"a quarrel","coder":"ana","created_at":"2026-11-23T17:46:16.303952+00:00"}');
INSERT INTO "changes" VALUES(13,0,'memos','code:having/land:ana',NULL,'{"id":"code:having/land:ana","about":"code","target":"having/land","text":"only soil, no houses","coder":"ana","created_at":"2026-11-23T17:46:16.319855+00:00"}');
INSERT INTO "changes" VALUES(14,0,'memos','coding:c-3:ana',NULL,'{"id":"coding:c-3:ana","about":"coding","target":"c-3","text":"do we agree?","coder":"ana","created_at":"2026-11-23T17:46:16.339957+00:00"}');
INSERT INTO "changes" VALUES(15,0,'memos','project:study:ana',NULL,'{"id":"project:study:ana","about":"project","target":"study","text":"begun in spring","coder":"ana","created_at":"2026-11-23T17:46:16.352010+00:00"}');
INSERT INTO "changes" VALUES(16,0,'suggestions','s-ae49b1cd6f4e79561bf9',NULL,'{"utterance":"a/0","start":6,"end":11,"code":"care","coder":"terms","quote":"keeps","score":0.5,"id":"s-ae49b1cd6f4e79561bf9","reason":"keep*","status":"open","decided_by":null}');
INSERT INTO "changes" VALUES(16,1,'suggestions','s-ec6f755e8b5a7840fa30',NULL,'{"utterance":"a/1","start":18,"end":22,"code":"having","coder":"terms","quote":"t th","score":null,"id":"s-ec6f755e8b5a7840fa30","reason":null,"status":"open","decided_by":null}');
INSERT INTO "changes" VALUES(16,2,'suggestions','s-1870e0e7072edddb0e3d',NULL,'{"utterance":"a/2","start":1,"end":7,"code":"care","coder":"terms","quote":"eeping","score":1.0,"id":"s-1870e0e7072edddb0e3d","reason":"keep*","status":"open","decided_by":null}');
INSERT INTO "changes" VALUES(16,3,'suggestions','s-7060ca87cf8ae9972050',NULL,'{"utterance":"b/0","start":0,"end":2,"code":"having","coder":"terms","quote":"中文","score":0.25,"id":"s-7060ca87cf8ae9972050","reason":"中","status":"open","decided_by":null}');
INSERT INTO "changes" VALUES(17,0,'suggestions','s-ae49b1cd6f4e79561bf9','{"id":"s-ae49b1cd6f4e79561bf9","utterance":"a/0","start":6,"end":11,"code":"care","coder":"terms","quote":"keeps","score":0.5,"reason":"keep*","status":"open","decided_by":null}','{"id":"s-ae49b1cd6f4e79561bf9","utterance":"a/0","start":6,"end":11,"code":"care","coder":"terms","quote":"keeps","score":0.5,"reason":"keep*","status":"accepted","decided_by":"ana"}');
INSERT INTO "changes" VALUES(17,1,'codings','01a20984-03ce-7768-a060-ee24629c54fe',NULL,'{"id":"01a20984-03ce-7768-a060-ee24629c54fe","utterance":"a/0","start":6,"end":11,"code":"care","coder":"ana","quote":"keeps","score":0.5,"suggested_by":"terms","created_at":"2026-11-23T17:46:16.397523+00:00"}');
INSERT INTO "changes" VALUES(18,0,'suggestions','s-ec6f755e8b5a7840fa30','{"id":"s-ec6f755e8b5a7840fa30","utterance":"a/1","start":18,"end":22,"code":"having","coder":"terms","quote":"t th","score":null,"reason":null,"status":"open","decided_by":null}','{"id":"s-ec6f755e8b5a7840fa30","utterance":"a/1","start":18,"end":22,"code":"having","coder":"terms","quote":"t th","score":null,"reason":null,"status":"rejected","decided_by":"ben"}');
INSERT INTO "changes" VALUES(19,0,'suggestions','s-1870e0e7072edddb0e3d','{"id":"s-1870e0e7072edddb0e3d","utterance":"a/2","start":1,"end":7,"code":"care","coder":"terms","quote":"eeping","score":1.0,"reason":"keep*","status":"open","decided_by":null}','{"id":"s-1870e0e7072edddb0e3d","utterance":"a/2","start":1,"end":7,"code":"care","coder":"terms","quote":"eeping","score":1.0,"reason":"keep*","status":"accepted","decided_by":"ben"}');
INSERT INTO "changes" VALUES(19,1,'codings','01a20984-0402-73a9-8db9-4891abc1e707',NULL,'{"id":"01a20984-0402-73a9-8db9-4891abc1e707","utterance":"a/2","start":1,"end":7,"code":"care","coder":"terms","quote":"eeping","score":1.0,"suggested_by":"terms","created_at":"2026-11-23T17:46:16.448929+00:00"}');
INSERT INTO "changes" VALUES(20,0,'suggestions','s-5375879cdef526bfe962',NULL,'{"utterance":"a/0","start":0,"end":1,"code":"care","coder":"terms","quote":"😀","score":0.1,"id":"s-5375879cdef526bfe962","reason":null,"status":"open","decided_by":null}');
INSERT INTO "changes" VALUES(20,1,'suggestions','s-7060ca87cf8ae9972050','{"id":"s-7060ca87cf8ae9972050","utterance":"b/0","start":0,"end":2,"code":"having","coder":"terms","quote":"中文","score":0.25,"reason":"中","status":"open","decided_by":null}',NULL);
INSERT INTO "changes" VALUES(21,0,'codes','having/land','{"id":"having/land","seq":3,"brief":"","definition":"","include":"","exclude":"","example":"","colour":"#009E73","terms":"[\"garden\"]"}','{"id":"having/land","seq":3,"brief":"","definition":"Soil,\r\nand what stands on it.","include":"","exclude":"","example":"","colour":"#336699","terms":"[\"garden\"]"}');
INSERT INTO "changes" VALUES(22,0,'codes','trust',NULL,'{"id":"trust","seq":4,"brief":"Trust ⚖️","definition":"","include":"","exclude":"","example":"","colour":"#C2588F","terms":"[]"}');
INSERT INTO "changes" VALUES(23,0,'codes','trust','{"id":"trust","seq":4,"brief":"Trust ⚖️","definition":"","include":"","exclude":"","example":"","colour":"#C2588F","terms":"[]"}',NULL);
INSERT INTO "changes" VALUES(24,0,'codes','trust',NULL,'{"id":"trust","seq":4,"brief":"Trust ⚖️","definition":"","include":"","exclude":"","example":"","colour":"#C2588F","terms":"[]"}');
INSERT INTO "changes" VALUES(25,0,'codes','trust','{"id":"trust","seq":4,"brief":"Trust ⚖️","definition":"","include":"","exclude":"","example":"","colour":"#C2588F","terms":"[]"}',NULL);
INSERT INTO "changes" VALUES(26,0,'codes','passing',NULL,'{"id":"passing","seq":4,"brief":"","definition":"","include":"","exclude":"","example":"","colour":"#C2588F","terms":"[]"}');
INSERT INTO "changes" VALUES(27,0,'codings','01a20984-04e9-7cf8-b462-893cc9e818c5',NULL,'{"utterance":"a/2","start":0,"end":28,"code":"passing","coder":"ben","quote":"𝒦eeping is half of having 🇮🇪","score":null,"id":"01a20984-04e9-7cf8-b462-893cc9e818c5","suggested_by":null,"created_at":"2026-11-23T17:46:16.680423+00:00"}');
INSERT INTO "changes" VALUES(28,0,'codings','01a20984-04e9-7cf8-b462-893cc9e818c5','{"utterance":"a/2","start":0,"end":28,"code":"passing","coder":"ben","quote":"𝒦eeping is half of having 🇮🇪","score":null,"id":"01a20984-04e9-7cf8-b462-893cc9e818c5","suggested_by":null,"created_at":"2026-11-23T17:46:16.680423+00:00"}',NULL);
INSERT INTO "changes" VALUES(29,0,'codes','passing','{"id":"passing","seq":4,"brief":"","definition":"","include":"","exclude":"","example":"","colour":"#C2588F","terms":"[]"}',NULL);
INSERT INTO "changes" VALUES(30,0,'codings','c-2','{"id":"c-2","utterance":"a/1.1","start":10,"end":29,"code":"having/land","coder":"ana","quote":"garden is ours\r\nand","score":null,"suggested_by":null,"created_at":"2026-11-23T17:46:16.184660+00:00"}',NULL);
INSERT INTO "changes" VALUES(31,0,'codings','c-2',NULL,'{"id":"c-2","utterance":"a/1.1","start":10,"end":29,"code":"having/land","coder":"ana","quote":"garden is ours\r\nand","score":null,"suggested_by":null,"created_at":"2026-11-23T17:46:16.184660+00:00"}');
INSERT INTO "changes" VALUES(32,0,'codings','c-3','{"id":"c-3","utterance":"a/1","start":8,"end":15,"code":"care","coder":"ben","quote":"kept it","score":null,"suggested_by":null,"created_at":"2026-11-23T17:46:16.209340+00:00"}',NULL);
INSERT INTO "changes" VALUES(32,1,'memos','coding:c-3:ana','{"id":"coding:c-3:ana","about":"coding","target":"c-3","text":"do we agree?","coder":"ana","created_at":"2026-11-23T17:46:16.339957+00:00"}',NULL);
INSERT INTO "changes" VALUES(33,0,'codes','home',NULL,'{"id":"home","seq":4,"brief":"","definition":"","include":"","exclude":"","example":"","colour":"#C2588F","terms":"[]"}');
INSERT INTO "changes" VALUES(34,0,'codes','home/garden',NULL,'{"id":"home/garden","seq":5,"brief":"below","definition":"","include":"","exclude":"","example":"","colour":"#B8860B","terms":"[]"}');
INSERT INTO "changes" VALUES(35,0,'codes','home','{"id":"home","seq":4,"brief":"","definition":"","include":"","exclude":"","example":"","colour":"#C2588F","terms":"[]"}',NULL);
INSERT INTO "changes" VALUES(36,0,'utterances','z/0',NULL,'{"id":"z/0","seq":7,"thread":"z","reply_to":null,"kind":"post","participant":null,"time":null,"more":"{}","sha256":"b94ddd8ea66566c04f83c6c02e925f269e40180e9acc9cf6cbdf440b7efff704"}');
INSERT INTO "changes" VALUES(37,0,'utterances','z/0','{"id":"z/0","seq":7,"thread":"z","reply_to":null,"kind":"post","participant":null,"time":null,"more":"{}","sha256":"b94ddd8ea66566c04f83c6c02e925f269e40180e9acc9cf6cbdf440b7efff704"}',NULL);
INSERT INTO "changes" VALUES(38,0,'utterances','z/0',NULL,'{"id":"z/0","seq":7,"thread":"z","reply_to":null,"kind":"post","participant":null,"time":null,"more":"{}","sha256":"4895ecc6f0c011072af486ea30a1239caa1b297fb61ecaca8ac94d9c2071be22"}');
INSERT INTO "changes" VALUES(39,0,'codings','01a20984-0643-781a-bdb0-531541e06319',NULL,'{"utterance":"z/0","start":0,"end":7,"code":"care","coder":"eva","quote":"another","score":null,"id":"01a20984-0643-781a-bdb0-531541e06319","suggested_by":null,"created_at":"2026-11-23T17:46:17.021874+00:00"}');
INSERT INTO "changes" VALUES(40,0,'codings','01a20984-0643-781a-bdb0-531541e06319','{"utterance":"z/0","start":0,"end":7,"code":"care","coder":"eva","quote":"another","score":null,"id":"01a20984-0643-781a-bdb0-531541e06319","suggested_by":null,"created_at":"2026-11-23T17:46:17.021874+00:00"}',NULL);
CREATE TABLE codes (
	id TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	brief TEXT NOT NULL, 
	definition TEXT NOT NULL, 
	include TEXT NOT NULL, 
	exclude TEXT NOT NULL, 
	example TEXT NOT NULL, 
	colour TEXT NOT NULL, 
	terms TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;
INSERT INTO "codes" VALUES('care',1,'','','','','','#0072B2','["keep*"]');
INSERT INTO "codes" VALUES('having',2,'','','','','','#D55E00','["ours","theirs"]');
INSERT INTO "codes" VALUES('having/land',3,'','Soil,'||char(13)||''||char(10)||'and what stands on it.','','','','#336699','["garden"]');
INSERT INTO "codes" VALUES('home/garden',5,'below','','','','','#B8860B','[]');
CREATE TABLE codings (
	id TEXT NOT NULL, 
	utterance TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	quote TEXT NOT NULL, 
	score REAL, 
	suggested_by TEXT, 
	created_at TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(utterance) REFERENCES utterances (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(code) REFERENCES codes (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

;
INSERT INTO "codings" VALUES('c-1','a/0',6,22,'care','ana','keeps the garden',NULL,NULL,'2026-11-23T17:46:16.161223+00:00');
INSERT INTO "codings" VALUES('01a20984-0328-7b43-a06d-68f8d4da0e52','b/0',0,2,'having','ben','中文',NULL,NULL,'2026-11-23T17:46:16.231508+00:00');
INSERT INTO "codings" VALUES('01a20984-0328-7a03-b24c-c17d59fd9607','b/1',2,5,'care','carla','Who',NULL,NULL,'2026-11-23T17:46:16.231508+00:00');
INSERT INTO "codings" VALUES('01a20984-03ce-7768-a060-ee24629c54fe','a/0',6,11,'care','ana','keeps',0.5,'terms','2026-11-23T17:46:16.397523+00:00');
INSERT INTO "codings" VALUES('01a20984-0402-73a9-8db9-4891abc1e707','a/2',1,7,'care','terms','eeping',1.0,'terms','2026-11-23T17:46:16.448929+00:00');
INSERT INTO "codings" VALUES('c-2','a/1.1',10,29,'having/land','ana','garden is ours'||char(13)||''||char(10)||'and',NULL,NULL,'2026-11-23T17:46:16.184660+00:00');
CREATE TABLE events (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id TEXT NOT NULL, 
	time TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	verb TEXT NOT NULL, 
	what TEXT NOT NULL, 
	undoes INTEGER, 
	UNIQUE (id), 
	FOREIGN KEY(undoes) REFERENCES events (seq)
)
 STRICT

;
INSERT INTO "events" VALUES(1,'01a20984-025c-7709-92fc-bebaab3649b8','2026-11-23T17:46:16.028422+00:00','ana','add','{"utterances":4,"threads":1}',NULL);
INSERT INTO "events" VALUES(2,'01a20984-0279-701c-b3a2-183443fcfe65','2026-11-23T17:46:16.057221+00:00','ana','define','{"codes":["care","having","having/land"]}',NULL);
INSERT INTO "events" VALUES(3,'01a20984-0298-7ade-9aa3-7629e87ffca5','2026-11-23T17:46:16.088848+00:00','ben','add','{"utterances":2,"threads":1}',NULL);
INSERT INTO "events" VALUES(4,'01a20984-02b2-79c5-8220-a84f91980d59','2026-11-23T17:46:16.114894+00:00','ben','undo','{"verb":"add","utterances":2,"threads":1}',3);
INSERT INTO "events" VALUES(5,'01a20984-02cd-7cf9-ae50-3d87146b5475','2026-11-23T17:46:16.141227+00:00','ben','redo','{"verb":"add","utterances":2,"threads":1}',3);
INSERT INTO "events" VALUES(6,'01a20984-02e3-7305-9f6b-94fa4c9f571f','2026-11-23T17:46:16.163403+00:00','ana','code','{"passages":1,"codes":["care"],"quote":"keeps the garden"}',NULL);
INSERT INTO "events" VALUES(7,'01a20984-02f9-7ef5-baab-5f4f5f8afc88','2026-11-23T17:46:16.185695+00:00','ana','code','{"passages":1,"codes":["having/land"],"quote":"garden is ours\r\nand"}',NULL);
INSERT INTO "events" VALUES(8,'01a20984-0313-7f43-9c3d-f1e921d7a6c1','2026-11-23T17:46:16.211968+00:00','ben','code','{"passages":1,"codes":["care"],"quote":"kept it"}',NULL);
INSERT INTO "events" VALUES(9,'01a20984-0329-701a-8d67-eab4abb7d367','2026-11-23T17:46:16.233177+00:00','ben','code','{"passages":2,"codes":["having","care"],"quote":"中文"}',NULL);
INSERT INTO "events" VALUES(10,'01a20984-0341-78c0-9407-1fe31056a02f','2026-11-23T17:46:16.257629+00:00','ana','memo','{"about":"utterance","target":"a/2","memo":"what of 🇮🇪?"}',NULL);
INSERT INTO "events" VALUES(11,'01a20984-0354-702a-a8a7-84f2e11957a7','2026-11-23T17:46:16.276775+00:00','ana','memo','{"about":"participant","target":"Tom","memo":"the gardener"}',NULL);
INSERT INTO "events" VALUES(12,'01a20984-0371-7f62-897b-2d6fd08819cd','2026-11-23T17:46:16.305279+00:00','ana','memo','{"about":"thread","target":"a","memo":"a quarrel"}',NULL);
INSERT INTO "events" VALUES(13,'01a20984-0380-77e6-acb4-8ac5d6dd4bd3','2026-11-23T17:46:16.320691+00:00','ana','memo','{"about":"code","target":"having/land","memo":"only soil, no houses"}',NULL);
INSERT INTO "events" VALUES(14,'01a20984-0394-72e7-8e53-712cee6e6ab5','2026-11-23T17:46:16.340885+00:00','ana','memo','{"about":"coding","target":"c-3","memo":"do we agree?"}',NULL);
INSERT INTO "events" VALUES(15,'01a20984-03a0-7fff-80df-8487ecda8196','2026-11-23T17:46:16.352592+00:00','ana','memo','{"about":"project","target":"study","memo":"begun in spring"}',NULL);
INSERT INTO "events" VALUES(16,'01a20984-03b3-74e8-9954-5050546a8f97','2026-11-23T17:46:16.371432+00:00','ana','suggest','{"coder":"terms","passages":4,"codes":["care","having"],"quote":"keeps"}',NULL);
INSERT INTO "events" VALUES(17,'01a20984-03ce-7fe9-8bbc-6529991a81c0','2026-11-23T17:46:16.398720+00:00','ana','accept','{"passages":1,"codes":["care"],"quote":"keeps"}',NULL);
INSERT INTO "events" VALUES(18,'01a20984-03ea-724a-abce-72cefc6c5e81','2026-11-23T17:46:16.426205+00:00','ben','reject','{"passages":1,"codes":["having"],"quote":"t th"}',NULL);
INSERT INTO "events" VALUES(19,'01a20984-0402-7376-88e6-42edf44d5f10','2026-11-23T17:46:16.450177+00:00','ben','accept','{"passages":1,"codes":["care"],"quote":"eeping"}',NULL);
INSERT INTO "events" VALUES(20,'01a20984-0421-71f3-97f2-f750a738c4a9','2026-11-23T17:46:16.481765+00:00','ana','suggest','{"coder":"terms","passages":1,"codes":["care"],"quote":"😀"}',NULL);
INSERT INTO "events" VALUES(21,'01a20984-0444-70ca-871d-b42b92743c9b','2026-11-23T17:46:16.516188+00:00','ana','define','{"codes":["having/land"]}',NULL);
INSERT INTO "events" VALUES(22,'01a20984-046f-71ea-86e9-39e53d34675e','2026-11-23T17:46:16.559830+00:00','ana','define','{"codes":["trust"]}',NULL);
INSERT INTO "events" VALUES(23,'01a20984-0481-7e47-b0b8-fce9a85b070f','2026-11-23T17:46:16.577880+00:00','ana','undo','{"verb":"define","codes":["trust"]}',22);
INSERT INTO "events" VALUES(24,'01a20984-0495-7b26-8bfb-d3878b4ff84b','2026-11-23T17:46:16.597434+00:00','ana','redo','{"verb":"define","codes":["trust"]}',22);
INSERT INTO "events" VALUES(25,'01a20984-04b1-7c93-8e62-be7022f0c733','2026-11-23T17:46:16.625121+00:00','ana','undo','{"verb":"define","codes":["trust"]}',22);
INSERT INTO "events" VALUES(26,'01a20984-04d5-73e0-818e-e22995e0d038','2026-11-23T17:46:16.661401+00:00','ana','define','{"codes":["passing"]}',NULL);
INSERT INTO "events" VALUES(27,'01a20984-04e9-70bf-a8b1-3fa974d86ac4','2026-11-23T17:46:16.681391+00:00','ben','code','{"passages":1,"codes":["passing"],"quote":"𝒦eeping is half of having 🇮🇪"}',NULL);
INSERT INTO "events" VALUES(28,'01a20984-04fd-7d86-8103-c84a0d8bfd1a','2026-11-23T17:46:16.701231+00:00','ben','undo','{"verb":"code","passages":1,"codes":["passing"],"quote":"𝒦eeping is half of having 🇮🇪"}',27);
INSERT INTO "events" VALUES(29,'01a20984-0511-7b4d-8c82-b92492429c6f','2026-11-23T17:46:16.721261+00:00','ana','undo','{"verb":"define","codes":["passing"]}',26);
INSERT INTO "events" VALUES(30,'01a20984-0525-7809-8ed7-a5102b90cad0','2026-11-23T17:46:16.741373+00:00','ana','uncode','{"passages":1,"codes":["having/land"],"quote":"garden is ours\r\nand"}',NULL);
INSERT INTO "events" VALUES(31,'01a20984-053d-72c3-a346-2bbfdeb1ba68','2026-11-23T17:46:16.765261+00:00','ana','undo','{"verb":"uncode","passages":1,"codes":["having/land"],"quote":"garden is ours\r\nand"}',30);
INSERT INTO "events" VALUES(32,'01a20984-0551-7292-98a6-3b59210d13a3','2026-11-23T17:46:16.785180+00:00','ben','uncode','{"passages":1,"codes":["care"],"quote":"kept it"}',NULL);
INSERT INTO "events" VALUES(33,'01a20984-0570-7f81-add7-7e12e50dada0','2026-11-23T17:46:16.816123+00:00','ana','define','{"codes":["home"]}',NULL);
INSERT INTO "events" VALUES(34,'01a20984-058b-7020-8807-ffddf74d64fc','2026-11-23T17:46:16.842922+00:00','ben','define','{"codes":["home/garden"]}',NULL);
INSERT INTO "events" VALUES(35,'01a20984-05a5-7f64-90cc-92cdac354256','2026-11-23T17:46:16.869004+00:00','ana','undo','{"verb":"define","codes":["home"]}',33);
INSERT INTO "events" VALUES(36,'01a20984-05df-72e1-a73b-b3869682683c','2026-11-23T17:46:16.927528+00:00','eva','add','{"utterances":1,"threads":1}',NULL);
INSERT INTO "events" VALUES(37,'01a20984-05f6-7be5-b1a5-1507f3843c33','2026-11-23T17:46:16.950296+00:00','eva','undo','{"verb":"add","utterances":1,"threads":1}',36);
INSERT INTO "events" VALUES(38,'01a20984-0626-7d44-9a93-5633be1c664a','2026-11-23T17:46:16.998291+00:00','eva','add','{"utterances":1,"threads":1}',NULL);
INSERT INTO "events" VALUES(39,'01a20984-0644-738b-88c2-247e6d014791','2026-11-23T17:46:17.028298+00:00','eva','code','{"passages":1,"codes":["care"],"quote":"another"}',NULL);
INSERT INTO "events" VALUES(40,'01a20984-0658-74f5-8678-68adc4430eee','2026-11-23T17:46:17.048494+00:00','eva','undo','{"verb":"code","passages":1,"codes":["care"],"quote":"another"}',39);
CREATE TABLE memos (
	id TEXT NOT NULL, 
	about TEXT NOT NULL, 
	target TEXT NOT NULL, 
	text TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;
INSERT INTO "memos" VALUES('coding:c-1:ana','coding','c-1','first 😀 memo','ana','2026-11-23T17:46:16.161223+00:00');
INSERT INTO "memos" VALUES('utterance:a/2:ana','utterance','a/2','what of 🇮🇪?','ana','2026-11-23T17:46:16.256068+00:00');
INSERT INTO "memos" VALUES('participant:Tom:ana','participant','Tom','the gardener','ana','2026-11-23T17:46:16.275903+00:00');
INSERT INTO "memos" VALUES('thread:a:ana','thread','a','a quarrel','ana','2026-11-23T17:46:16.303952+00:00');
INSERT INTO "memos" VALUES('code:having/land:ana','code','having/land','only soil, no houses','ana','2026-11-23T17:46:16.319855+00:00');
INSERT INTO "memos" VALUES('project:study:ana','project','study','begun in spring','ana','2026-11-23T17:46:16.352010+00:00');
CREATE TABLE notes (
	id TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;
CREATE TABLE participants (
	id TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	more TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT

;
INSERT INTO "participants" VALUES('Ilse',1,'{"role":"nurse"}');
INSERT INTO "participants" VALUES('Tom',2,'{"role":"gardener"}');
INSERT INTO "participants" VALUES('Zoë',3,'{"role":"nurse"}');
CREATE TABLE suggestions (
	id TEXT NOT NULL, 
	utterance TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	quote TEXT NOT NULL, 
	score REAL, 
	reason TEXT, 
	status TEXT NOT NULL, 
	decided_by TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(utterance) REFERENCES utterances (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(code) REFERENCES codes (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

;
INSERT INTO "suggestions" VALUES('s-ae49b1cd6f4e79561bf9','a/0',6,11,'care','terms','keeps',0.5,'keep*','accepted','ana');
INSERT INTO "suggestions" VALUES('s-ec6f755e8b5a7840fa30','a/1',18,22,'having','terms','t th',NULL,NULL,'rejected','ben');
INSERT INTO "suggestions" VALUES('s-1870e0e7072edddb0e3d','a/2',1,7,'care','terms','eeping',1.0,'keep*','accepted','ben');
INSERT INTO "suggestions" VALUES('s-5375879cdef526bfe962','a/0',0,1,'care','terms','😀',0.1,NULL,'open',NULL);
CREATE TABLE texts (
	sha256 TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (sha256)
)
 STRICT

;
INSERT INTO "texts" VALUES('3ef36284c24eac8a633036eb7d26e31fb35480490e2de9324f9cfb34556377e8','😀 Who keeps the garden when everybody has left?');
INSERT INTO "texts" VALUES('6b82e5f4d94245e806b39258f0aaf07990a57e7485c35b569bc27a6d7421587c','👩🏽‍🚀 We kept it, at the café and after work.');
INSERT INTO "texts" VALUES('efd7f08d6337c2dfa8671636e47e7f1368d3864d58e13ad77ab6d740f1425963','שלום, the garden is ours'||char(13)||''||char(10)||'and the bench is not.');
INSERT INTO "texts" VALUES('d2f0879ad1a6869d429965be52e1539402e51ad2f8669df36bf8c5a32ca32112','𝒦eeping is half of having 🇮🇪');
INSERT INTO "texts" VALUES('4eed60de2a14f643451169701d089d02d89cd45d5bf23bfebc5fd04936e86797','中文 signs hang on that gate, too. It''s "theirs".');
INSERT INTO "texts" VALUES('b94ddd8ea66566c04f83c6c02e925f269e40180e9acc9cf6cbdf440b7efff704','one text');
INSERT INTO "texts" VALUES('4895ecc6f0c011072af486ea30a1239caa1b297fb61ecaca8ac94d9c2071be22','another text');
CREATE TABLE utterances (
	id TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	thread TEXT NOT NULL, 
	reply_to TEXT, 
	kind TEXT NOT NULL, 
	participant TEXT, 
	time TEXT, 
	more TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(sha256) REFERENCES texts (sha256)
)
 STRICT

;
INSERT INTO "utterances" VALUES('a/0',1,'a',NULL,'post','Ilse','2023-02-01T08:00:00+00:00','{"likes":3.0}','3ef36284c24eac8a633036eb7d26e31fb35480490e2de9324f9cfb34556377e8');
INSERT INTO "utterances" VALUES('a/1',2,'a','a/0','comment','Tom','2023-02-01T08:05:00+00:00','{"likes":0.0}','6b82e5f4d94245e806b39258f0aaf07990a57e7485c35b569bc27a6d7421587c');
INSERT INTO "utterances" VALUES('a/1.1',3,'a','a/1','reply','Ilse','2023-02-01T09:00:00+00:00','{}','efd7f08d6337c2dfa8671636e47e7f1368d3864d58e13ad77ab6d740f1425963');
INSERT INTO "utterances" VALUES('a/2',4,'a','a/0','comment',NULL,NULL,'{"likes":1.0}','d2f0879ad1a6869d429965be52e1539402e51ad2f8669df36bf8c5a32ca32112');
INSERT INTO "utterances" VALUES('b/0',5,'b',NULL,'post','Zoë','2023-03-01T07:00:00+00:00','{"likes":12.0}','4eed60de2a14f643451169701d089d02d89cd45d5bf23bfebc5fd04936e86797');
INSERT INTO "utterances" VALUES('b/1',6,'b','b/0','comment','Tom','2023-03-02T07:00:00+00:00','{}','3ef36284c24eac8a633036eb7d26e31fb35480490e2de9324f9cfb34556377e8');
INSERT INTO "utterances" VALUES('z/0',7,'z',NULL,'post',NULL,NULL,'{}','4895ecc6f0c011072af486ea30a1239caa1b297fb61ecaca8ac94d9c2071be22');
CREATE INDEX events_of_coder ON events (coder, seq);
CREATE INDEX memos_of_target ON memos (target);
CREATE INDEX utterances_in_order ON utterances (seq);
CREATE INDEX codings_of_utterance ON codings (utterance);
CREATE INDEX codings_of_code ON codings (code);
CREATE INDEX suggestions_of_utterance ON suggestions (utterance);
CREATE INDEX suggestions_of_code ON suggestions (code);
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the log of a project is append-only'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the log of a project is append-only'); END;
CREATE TRIGGER changes_no_update BEFORE UPDATE ON changes BEGIN SELECT RAISE(ABORT, 'the log of a project is append-only'); END;
CREATE TRIGGER changes_no_delete BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, 'the log of a project is append-only'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('events',40);
COMMIT;
