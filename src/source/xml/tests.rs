use std::io::Cursor;

use super::*;

const HEAD: &str = r#"<mediawiki xmlns="x" version="0.10" xml:lang="de">
  <siteinfo><sitename>Wikipedia</sitename><dbname>dewiki</dbname>
    <namespaces><namespace key="0" case="first-letter" /><namespace key="10" case="first-letter">Vorlage</namespace></namespaces>
  </siteinfo>
"#;

fn page(title: &str, text: &str) -> String {
    format!(
        "  <page>\n    <title>{title}</title>\n    <ns>0</ns>\n    <id>7</id>\n    <revision>\n      <id>70</id>\n      \
         <timestamp>2031-05-01T10:00:00Z</timestamp>\n      <contributor><username>A</username><id>1</id></contributor>\n      \
         <model>wikitext</model>\n      <text bytes=\"9\" xml:space=\"preserve\">{text}</text>\n    </revision>\n  </page>\n"
    )
}

fn pages(dump: &str) -> XmlPages {
    XmlPages::new(Vec::new(), Box::new(Cursor::new(dump.as_bytes().to_vec())))
}

/// Title and text of each page, and what is damaged.
fn read(dump: &str) -> (Vec<(String, String)>, Vec<String>) {
    let (mut pages, mut read, mut damages) = (pages(dump), Vec::new(), Vec::new());
    while let Some(next) = pages.next() {
        match next.map(RawPage::into_page) {
            Ok(page) => read.push((page.title, page.text)),
            Err(damage) => damages.push(damage),
        }
    }
    (read, damages)
}

#[test]
fn a_page_has_its_header_facts_and_its_text_as_written() {
    let dump = format!("{HEAD}{}</mediawiki>", page("A &amp; B", "x &lt;ref&gt;&amp;nbsp;&quot;"));
    let mut pages = pages(&dump);
    let page = pages.next().unwrap().unwrap();
    assert_eq!((&*page.title, page.namespace, page.page_id, page.revision), ("A & B", 0, Some(7), Some(70)));
    assert_eq!(page.timestamp.as_deref(), Some("2031-05-01T10:00:00Z"));
    assert_eq!((page.language.as_deref(), &*page.model, page.is_redirect), (Some("de"), "wikitext", false));
    assert_eq!(page.into_page().text, "x <ref>&nbsp;\"");
    assert!(pages.next().is_none() && pages.next().is_none());
}

#[test]
fn schemas_differ() {
    let old = "<mediawiki version=\"0.3\" xml:lang=\"en\"><siteinfo><namespaces><namespace key=\"10\">Template</namespace>\
        </namespaces></siteinfo><page><title>Template:T</title><id>1</id><revision><id>2</id><text xml:space=\"preserve\">a</text>\
        </revision></page><page><title>Cup: Final</title><id>3</id><revision><id>4</id><text>b</text></revision></page></mediawiki>";
    let mut pages = pages(old);
    assert_eq!(pages.next().unwrap().unwrap().namespace, 10);
    assert_eq!(pages.next().unwrap().unwrap().namespace, 0);
    let new = "<page><title>R</title><ns>828</ns><id>1</id><redirect title=\"S\" /><revision><id>2</id><origin>2</origin>\
        <model>Scribunto</model><format>text/plain</format><text bytes=\"0\" sha1=\"\" /></revision></page>";
    let mut pages = self::pages(new);
    let page = pages.next().unwrap().unwrap();
    assert_eq!(
        (page.namespace, &*page.model, page.is_redirect, page.text.len()),
        (828, "Scribunto", true, 0)
    );
    assert!(pages.next().is_none(), "a slice without a root has no end to miss");
}

#[test]
fn the_last_revision_counts() {
    let dump = "<page><title>A</title><id>1</id><revision><id>2</id><text>old</text></revision>\
        <revision><id>3</id><text>new</text></revision></page>";
    let mut pages = pages(dump);
    let page = pages.next().unwrap().unwrap();
    assert_eq!((page.revision, &*page.text), (Some(3), &b"new"[..]));
}

#[test]
fn pages_longer_than_a_block_and_tags_between_blocks_are_found() {
    let long = "words ".repeat(BLOCK_BYTES / 2);
    let all = [("A", "a"), ("B", &long), ("C", "c")].map(|(title, text)| page(title, text)).concat();
    for shift in 0..12 {
        let padding = " ".repeat(BLOCK_BYTES - HEAD.len() - shift);
        let (read, damages) = read(&format!("{HEAD}{padding}{all}</mediawiki>"));
        let lengths: Vec<_> = read.iter().map(|(title, text)| (title.as_str(), text.len())).collect();
        assert_eq!(lengths, [("A", 1), ("B", long.len()), ("C", 1)], "{shift}");
        assert!(damages.is_empty());
    }
}

#[test]
fn a_dump_that_is_cut_off_keeps_what_comes_before_and_names_the_page() {
    let dump = format!("{HEAD}{}{}</mediawiki>", page("One", "a"), page("Two", "b"));
    let inside = dump.find("b</text>").unwrap();
    let begins = dump.rfind("<page>").unwrap();
    let (pages, damages) = read(dump.split_at(inside).0);
    assert_eq!(pages.len(), 1);
    let expected = format!(
        "the dump ends in page “Two”, which begins at byte {begins} of the unpacked dump; what comes before is read"
    );
    assert_eq!(damages, [expected]);
    let (pages, damages) = read(dump.strip_suffix("</mediawiki>").unwrap());
    assert_eq!(pages.len(), 2);
    assert_eq!(damages.len(), 1, "{damages:?}");
    assert!(damages[0].starts_with("the dump ends without its end tag behind page “Two”"), "{damages:?}");
}

#[test]
fn a_page_without_its_end_is_left_out_and_the_next_one_read() {
    let broken = page("Broken", "b").replace("</page>", "");
    let (pages, damages) =
        read(&format!("{HEAD}{}{broken}{}</mediawiki>", page("One", "a"), page("Three", "c")));
    let titles: Vec<_> = pages.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["One", "Three"]);
    assert!(damages[0].starts_with("damaged in page “Broken”"), "{damages:?}");
}

#[test]
fn the_main_slot_of_a_revision_counts() {
    let dump = "<page><title>A</title><revision><id>3</id><text>main</text><content><role>data</role><model>json</model>\
        <text>{}</text></content></revision></page>";
    let mut pages = pages(dump);
    let page = pages.next().unwrap().unwrap();
    assert_eq!((&*page.model, &*page.text), ("wikitext", &b"main"[..]));
}

#[test]
fn dumps_one_behind_the_other_are_each_read_to_their_end() {
    let second = HEAD.replace("\"de\"", "\"it\"");
    let both = format!("{HEAD}{}</mediawiki>\n{second}{}", page("Eins", "a"), page("Due", "b"));
    let mut pages = pages(&both);
    let mut language = || pages.next().unwrap().map(|page| page.language.unwrap().into_owned());
    assert_eq!([language(), language()], [Ok("de".to_owned()), Ok("it".to_owned())]);
    let (_, damages) = read(&both);
    assert_eq!(damages.len(), 1, "{damages:?}");
    assert!(damages[0].starts_with("the dump ends without its end tag behind page “Due”"), "{damages:?}");
}

#[test]
fn of_a_long_history_only_the_last_revision_is_held() {
    let text = "x".repeat(BLOCK_BYTES / 3);
    let revisions: String =
        (0..60).map(|id| format!("<revision><id>{id}</id><text>{text}{id}</text></revision>")).collect();
    let dump =
        format!("{HEAD}<page><title>A</title><ns>0</ns>{revisions}</page>{}</mediawiki>", page("B", "b"));
    let mut pages = pages(&dump);
    let first = pages.next().unwrap().unwrap();
    assert_eq!((first.revision, first.text.ends_with(b"x59")), (Some(59), true));
    assert!(pages.buffer.len() <= 4 * BLOCK_BYTES, "{}", pages.buffer.len());
    assert_eq!(pages.next().unwrap().unwrap().title, "B");
    assert!(pages.next().is_none());
    assert_eq!(pages.bytes(), dump.len() as u64);
}

#[test]
fn a_revision_that_is_too_long_is_left_out_and_the_next_page_read() {
    let long = "x".repeat(3 * MOST_REVISION_BYTES);
    let (pages, damages) =
        read(&format!("{HEAD}{}{}{}</mediawiki>", page("One", "a"), page("Long", &long), page("Three", "c")));
    let titles: Vec<_> = pages.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["One", "Three"]);
    assert_eq!(damages.len(), 1, "{damages:?}");
    assert!(
        damages[0].starts_with("there are more than 4 MiB of one revision in page “Long”"),
        "{damages:?}"
    );
}
