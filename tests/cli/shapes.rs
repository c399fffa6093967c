//! The JSON that scripts rely on: every field that is promised, by name.

use serde_json::Value;

use super::scene::Scene;

/// Every promised field is there; more may be.
fn has(line: &str, value: &Value, fields: &str) {
    for field in fields.split(',') {
        assert!(
            value.get(field).is_some(),
            "{line}: no `{field}` in {value}"
        );
    }
}

#[test]
fn reading() {
    let scene = Scene::begun();
    scene.write(
        "text.txt",
        "1. Calls upon all States to sign;\n\n2. Decides to remain seized of the matter.\n",
    );
    for (line, path, fields) in [
        ("show", "", "document,paragraphs"),
        ("show", "/document", "language,title,version"),
        (
            "show",
            "/paragraphs/0",
            "id,role,label,level,text,digest,status",
        ),
        (
            "show --version rev-1",
            "/paragraphs/0",
            "id,role,label,level,text,digest,status",
        ),
        ("status", "", "counts,brackets,ready,paragraphs,delegations"),
        (
            "status",
            "/counts",
            "agreed,ad_ref,pending,stale,bracketed,open,parked",
        ),
        (
            "status",
            "/paragraphs/0",
            "id,label,status,readiness,blocking,pending,stale,unheard",
        ),
        (
            "status",
            "/delegations/0",
            "code,agree,flexible,reserve,amend,oppose,stale,unheard",
        ),
        (
            "status",
            "/sections/0",
            "name,from,to,counts,brackets,readiness,blocking,pending,stale,positions",
        ),
        ("status", "/paragraphs/0", "place,brackets,reason,counted"),
        (
            "export --to json",
            "",
            "title,rule,delegations,groups,paragraphs",
        ),
        (
            "export --to json",
            "/paragraphs/0",
            "id,label,place,status,readiness,cells",
        ),
        (
            "export --to json --what positions",
            "/positions/0",
            "delegation,name,id,label,place,stance,stale,on,carried,needs,proposal,note,said_in,at,visibility",
        ),
        ("export --to csv", "", "to,what,rows,file,text"),
        ("diff rev-1 draft", "", "summary,pairs"),
        (
            "diff rev-1 draft",
            "/summary",
            "unchanged,changed,moved,inserted,deleted,split,merged,relabelled,words_inserted,words_deleted,typography",
        ),
        ("diff rev-1 draft", "/pairs/0", "a,b,kind,moved,edits"),
        (
            "diff rev-1 draft --only changed",
            "/pairs/0/edits/0",
            "op,text",
        ),
        ("search seized", "", "query,took_ms,hits"),
        (
            "search seized",
            "/hits/0",
            "rank,score,library,symbol,paragraph,language,date,text,spans",
        ),
        ("check", "", "findings"),
        (
            "check",
            "/findings/0",
            "rule,severity,file,id,label,span,message,hint",
        ),
        ("log", "", "events"),
        ("log", "/events/0", "at,actor,act,para,digest"),
        (
            "import text.txt --dry-run",
            "",
            "format,language,paragraphs,parts,findings",
        ),
        (
            "import text.txt --dry-run",
            "/paragraphs/0",
            "role,label,level,text,part",
        ),
    ] {
        let value = scene.json(line);
        let found = value.pointer(path);
        has(
            line,
            found.unwrap_or_else(|| panic!("{line}: no {path} in {value}")),
            fields,
        );
    }
}

#[test]
fn writing() {
    let scene = Scene::begun();
    let elsewhere = "new other --title T --format json";
    for (line, fields) in [
        (
            "edit 1 --text 'Calls upon all States to sign;'",
            "id,digest,stale",
        ),
        ("position 1 KAZ agree", "id,delegation,stance,on"),
        ("agree 1 --level ad_ref --except IRN", "id,level,on,except"),
        ("reopen 1 --by IRN --reason new", "id,level,on,except"),
        ("park 1", "id,level,on,except"),
        ("freeze rev-2", "version,paragraphs,digest"),
        ("add --last --text New;", "id,changed"),
        ("move 1 --first", "id,changed"),
        ("split 1 --at 5", "id,changed"),
        ("join 1", "id,changed"),
        ("delete 1", "id,changed"),
        ("restore 1", "id,changed"),
        ("label 1 9", "id,changed"),
        ("new other --title T", "workspace,id,title"),
    ] {
        has(line, &scene.json(line), fields);
    }
    assert_eq!(scene.run(elsewhere).code, 2, "it is there already");
}

#[test]
fn what_changed_is_told_in_values() {
    let scene = Scene::begun();
    let edited = scene.json("edit 1 --text 'Calls upon all States to sign;'");
    assert_eq!(edited["stale"], serde_json::json!(["KAZ", "UZB"]));
    let status = scene.json("status");
    assert_eq!(status["paragraphs"][2]["stale"], serde_json::json!(["KAZ"]));
    assert_eq!(
        status["paragraphs"][2]["pending"],
        serde_json::json!(["UZB"])
    );
    let again = scene.json("position 1 KAZ agree_if --needs '1 bis'");
    assert_eq!(again["on"], edited["digest"]);
    assert_eq!(again["stance"], "agree_if");
    let changed = scene.json("diff rev-1 draft --only changed");
    let kinds: Vec<_> = changed["pairs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["kind"])
        .collect();
    assert_eq!(kinds, ["changed", "changed"]);
    assert_eq!(changed["pairs"][0]["a"], serde_json::json!([2]));
}
