//! Nodes: what closes what, what protects `|` and `=`.

use super::{DiagnosticKind::*, *};

fn check(table: &[(&str, &str)]) {
    for (source, expected) in table {
        assert_eq!(inline(source), *expected, "{source}");
    }
}

#[test]
fn templates_have_a_name_and_parameters() {
    check(&[
        ("{{a}}", "T(a)"),
        ("{{ a \n| b = c |d}}", "T( a \n; b = c ;d)"),
        ("{{a|}}", "T(a;)"),
        ("{{a|=b}}", "T(a;=b)"),
        ("{{a|b=c=d}}", "T(a;b=c=d)"),
        ("{{a=b|c}}", "T(a=b;c)"),
        ("{{a|{{b}}=c}}", "T(a;T(b)=c)"),
        ("x {{a}} y {{b|{{c|d}}}}", "T(a) T(b;T(c;d))"),
    ]);
}

#[test]
fn only_nested_structure_protects_pipes_and_equals() {
    check(&[
        ("{{a|[[b|c=d]]}}", "T(a;L(b;c=d))"),
        ("{{a|{{{b|c}}}}}", "T(a;A(b;c))"),
        ("{{a|<!-- b|c=d -->}}", "T(a;C(<!-- b|c=d -->))"),
        ("{{a|<nowiki>|=}}</nowiki>}}", "T(a;X(nowiki;|=}}))"),
        ("{{a|<br class=\"x\" />b}}", "T(a;<br class=\"x\" />b)"),
        ("{{a|<b>c|d</b>}}", "T(a;<b>c;d</b>)"),
        ("{{a|[http://b c|d]}}", "T(a;[http://b c;d])"),
    ]);
}

#[test]
fn runs_of_braces_close_from_the_inside() {
    check(&[
        ("{{{{{a}}}}}", "T(A(a))"),
        ("{{{{{a}} }}}", "A(T(a) )"),
        ("{{{{a}}}}", "A(a)"),
        ("{{{{{{a}}}}}}", "A(A(a))"),
        ("{{a}}}", "T(a)"),
        ("{ {{a}} }", "T(a)"),
        ("{<!-- -->{a}}", "C(<!-- -->)"),
    ]);
}

#[test]
fn an_unclosed_opener_is_text_and_hides_nothing_inside() {
    check(&[
        ("{{a|b {{c}}", "T(c)"),
        ("{{a|[[b}} {{c}}", "T(c)"),
        ("[[a {{b}} ]", "T(b)"),
        ("{{a|\n== b }} ==\n}}", "T(a;\n== b }} ==\n)"),
        ("{{a|\n= b\n}}", "T(a;\n= b\n)"),
    ]);
}

#[test]
fn links_split_at_every_pipe() {
    check(&[
        ("[[a]]", "L(a)"),
        ("[[a|b|c]]", "L(a;b;c)"),
        ("[[[a]]", "L(a)"),
        ("[[[[a]]|b]]", "L(L(a);b)"),
        ("[[a|[http://b c]]]", "L(a;U(http://b; c))"),
        ("[[a|[http://b c]]", "L(a;[http://b c)"),
    ]);
}

#[test]
fn an_address_closes_on_its_own_line() {
    check(&[
        ("[http://a b]", "U(http://a; b)"),
        ("[//a]", "U(//a)"),
        ("[http://a {{b}} ''c'']", "U(http://a; T(b) ''c'')"),
        ("[http://a\nb]", ""),
        ("[a b]", ""),
        ("[http://a [http://b c]", "U(http://a; [http://b c)"),
        ("[http://a <ref>b]</ref> c]", "U(http://a; X(ref;b]) c)"),
        ("<ref>[http://a b</ref> c]", "X(ref;[http://a b)"),
    ]);
}

#[test]
fn references_are_read_on_their_own_and_code_is_not() {
    check(&[
        ("<ref name=a>{{b|c}}</ref>", "X(ref;T(b;c))"),
        ("<ref name=a />{{b}}", "X(ref;) T(b)"),
        ("{{a|<ref>{{b</ref>|c}}", "T(a;X(ref;{{b);c)"),
        ("{{a|<ref>b}}</ref>c}}", "T(a;X(ref;b}})c)"),
        ("<pre>{{a}}</pre>", "X(pre;{{a}})"),
        ("<math>{{a}}</math>", "X(math;{{a}})"),
        ("<REF>{{a}}</Ref >", "X(REF;T(a))"),
        ("<ref>{{a}} {{b}}", "T(a) T(b)"),
        ("<gallery>\nFile:a.jpg|{{b}}\n</gallery>", "X(gallery;\nFile:a.jpg|T(b)\n)"),
    ]);
}

#[test]
fn a_page_view_passes_over_inclusion_tags() {
    check(&[
        ("<noinclude>{{a}}</noinclude>", "<noinclude> T(a) </noinclude>"),
        ("{{a|<onlyinclude>b|c</onlyinclude>}}", "T(a;<onlyinclude>b;c</onlyinclude>)"),
        ("{{a|<includeonly>b|c</includeonly>}}", "T(a;C(<includeonly>b|c</includeonly>))"),
        ("<includeonly>{{a}}", "C(<includeonly>{{a}})"),
    ]);
    let document = parse("{{a|b=<onlyinclude>c</onlyinclude><includeonly>d</includeonly>e}}", None);
    let value = document.template(0).unwrap().parameter("b").unwrap().value;
    assert_eq!(document.page_view(value), "ce");
}

#[test]
fn what_is_no_tag_is_text() {
    check(&[("a < b {{c}}", "T(c)"), ("<3>", ""), ("<{{a}}>", "T(a)"), ("<br", ""), ("<a <b>", "<b>")]);
}

#[test]
fn angle_brackets_are_braces_where_a_document_has_no_others() {
    check(&[
        ("<<Football box|team1=<<fb|BRA>>|score=1–0>>", "T(Football box;team1=T(fb;BRA);score=1–0)"),
        ("<<a|b<br>>>", "T(a;b<br>)"),
        ("{{a}} <<b>>", "T(a) <b>"),
        ("1 << 2 >> 3", ""),
    ]);
    let source = "<<a|b>>";
    assert_eq!(parse(source, None).nodes[0].span, Span::new(0, source.len()));
}

#[test]
fn names_and_keys_lose_comments_and_values_keep_them() {
    let document = parse("{{a<!-- x --> b |<!-- y -->c = d <!-- z --> |{{e}} }}", None);
    let template = document.template(0).unwrap();
    assert_eq!(template.name(), "a b");
    let parameters: Vec<_> =
        template.parameters().map(|p| (p.key.name().into_owned(), document.text(p.value))).collect();
    assert_eq!(parameters, [("c".to_owned(), "d <!-- z -->"), ("1".to_owned(), "{{e}} ")]);
}

#[test]
fn parser_functions_have_their_first_argument_behind_a_colon() {
    for (source, expected) in [
        ("{{#invoke:football box|main}}", Some(("#invoke", "football box"))),
        ("{{DEFAULTSORT:World Cup}}", Some(("DEFAULTSORT", "World Cup"))),
        ("{{#expr: 1 <!-- : --> + 2}}", Some(("#expr", " 1 <!-- : --> + 2"))),
        ("{{:2010 World Cup}}", None),
        ("{{a|b:c}}", None),
    ] {
        let document = parse(source, None);
        let function = document.template(0).unwrap().function();
        let function = function.as_ref().map(|(name, argument)| (name.as_str(), document.text(*argument)));
        assert_eq!(function, expected, "{source}");
    }
}

#[test]
fn broken_markup_is_reported_at_the_delimiter() {
    for (source, expected) in [
        ("{{a|b", vec![(UnclosedTemplate, "{{")]),
        ("x {{a|{{b}} {{c", vec![(UnclosedTemplate, "{{"), (UnclosedTemplate, "{{")]),
        ("{{a}} }} b", vec![(StrayClose, "}}")]),
        ("a]] b", vec![(StrayClose, "]]")]),
        ("{{a|[[b}}", vec![(UnclosedTemplate, "{{")]),
        ("a <!-- b", vec![(UnclosedTag, "<!--")]),
        ("<ref name=a>b", vec![(UnclosedTag, "<ref name=a>")]),
        ("<nowiki>{{a}}", vec![(UnclosedTag, "<nowiki>")]),
        ("{{a|b=1|c|b=2}}", vec![(DuplicateParameter, "b=2")]),
        ("{{a|x|1=y}}", vec![(DuplicateParameter, "1=y")]),
        ("{{a|b=|b }}", vec![]),
        ("{{#switch:a|b=1|b=2}}", vec![]),
        ("{{a}} [[b]] <ref>c</ref> |} { } [x]", vec![]),
    ] {
        assert_eq!(diagnostics(source), expected, "{source}");
    }
}

#[test]
fn a_message_says_what_was_found_and_expected() {
    let document = parse("{{Football box|a=[[b}}", None);
    let message = &*document.diagnostics()[0].message;
    assert_eq!(message, "`{{Football box` has no matching `}}` because a `[[` inside it is never closed");
}

#[test]
fn nesting_is_followed_to_a_bound() {
    let source = format!("{}x{} {{{{b}}}}", "{{a|".repeat(300), "}}".repeat(300));
    let document = parse(&source, None);
    assert_eq!(document.nodes.len(), 201);
    assert_eq!(document.templates().last().unwrap().name(), "b");
    assert_eq!(document.diagnostics().iter().map(|found| found.kind).collect::<Vec<_>>(), [TooDeep]);
}
