//! Template names: from a name as written to its entry.

use std::borrow::Cow;

use super::{TemplateEntry, fold::fold_title};
use crate::hash::HashMap;

/// What stands before the name of a module.
const INVOKE: &str = "#invoke:";

/// All entries with their names.
#[derive(Debug, Default)]
pub(super) struct Templates {
    entries: Vec<TemplateEntry>,
    languages: HashMap<String, Names>,
}

/// Stands for any words in a name: `… table`.
pub(super) const ANY_WORDS: char = '…';

/// The names of one wiki language. A number in a name is written `{n}` here.
#[derive(Debug, Default)]
struct Names {
    exact: HashMap<String, usize>,
    folded: HashMap<String, usize>,
    /// What stands before, between and behind any words, in lower case.
    open: Vec<(Vec<String>, usize)>,
}

impl Templates {
    /// Adds an entry. One with the same id gives way to it.
    pub fn add(&mut self, entry: TemplateEntry) {
        let same = self.entries.iter().position(|other| other.id == entry.id);
        let index = same.unwrap_or(self.entries.len());
        if same.is_some() {
            self.languages.values_mut().for_each(|names| names.forget(index));
        }
        for (language, name) in entry.names() {
            self.languages.entry(language.to_owned()).or_default().add(canonical(name).into_owned(), index);
        }
        match self.entries.get_mut(index) {
            Some(place) => *place = entry,
            None => self.entries.push(entry),
        }
    }

    /// The entry of a name as written; English names are known in every wiki.
    ///
    /// A name is compared as MediaWiki compares titles; where no entry has it, letter case does not matter. A
    /// module may be asked for with its function, `#invoke:flag|icon`; where that has no entry, the module's
    /// counts.
    pub fn find(&self, language: &str, name: &str) -> Option<&TemplateEntry> {
        let name = canonical(name);
        let wikis = [Some(language), Some("en").filter(|english| *english != language)];
        let wikis = wikis.map(|language| self.languages.get(language?));
        let look_up = |name: &str| wikis.iter().flatten().find_map(|names| names.find(name));
        let open = || wikis.iter().flatten().find_map(|names| names.find_open(&name));
        let index = look_up(&name).or_else(|| look_up(shorter(&name)?)).or_else(open)?;
        self.entries.get(index)
    }

    /// All entries in the order of their files.
    pub fn iter(&self) -> impl Iterator<Item = &TemplateEntry> {
        self.entries.iter()
    }
}

impl Names {
    fn add(&mut self, name: String, index: usize) {
        if name.contains(ANY_WORDS) {
            let pieces = name.to_lowercase().split(ANY_WORDS).map(str::to_owned).collect();
            return self.open.push((pieces, index));
        }
        self.folded.entry(name.to_lowercase()).or_insert(index);
        self.exact.insert(name, index);
    }

    fn forget(&mut self, index: usize) {
        self.exact.retain(|_, entry| *entry != index);
        self.folded.retain(|_, entry| *entry != index);
        self.open.retain(|(_, entry)| *entry != index);
    }

    /// The entry of a name of any words. A parser function and a page of another namespace have no such name.
    fn find_open(&self, name: &str) -> Option<usize> {
        if self.open.is_empty() || name.starts_with(['#', ':', '/']) {
            return None;
        }
        let name = name.to_lowercase();
        let numbered = with_number_open(&name);
        let fits = |(pieces, _): &&(Vec<String>, usize)| {
            fits(pieces, &name) || numbered.as_deref().is_some_and(|name| fits(pieces, name))
        };
        self.open.iter().find(fits).map(|(_, entry)| *entry)
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.find_literally(name).or_else(|| self.find_literally(&with_number_open(name)?))
    }

    fn find_literally(&self, name: &str) -> Option<usize> {
        self.exact.get(name).or_else(|| self.folded.get(&name.to_lowercase())).copied()
    }
}

/// Whether a name begins with the first piece, ends with the last, and holds those between in their order, with words in
/// every gap.
fn fits(pieces: &[String], name: &str) -> bool {
    let [first, between @ .., last] = pieces else { return false };
    let inside = name.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str()));
    let behind = between.iter().try_fold(inside.unwrap_or(""), |rest, piece| {
        let (before, behind) = rest.split_once(piece.as_str())?;
        (!before.is_empty()).then_some(behind)
    });
    behind.is_some_and(|words| !words.is_empty())
}

/// A name as it is compared: the namespace `Template:` and blanks around it fall away, `#invoke : X` is
/// `#invoke:X`.
fn canonical(name: &str) -> Cow<'_, str> {
    let name = name.trim();
    match module(name) {
        _ if is_canonical(name) => Cow::Borrowed(name),
        Some(module) => Cow::Owned(format!("{INVOKE}{}", fold_title(module))),
        None => Cow::Owned(fold_title(strip_prefix(name, "template:").unwrap_or(name))),
    }
}

/// Whether nothing in a name can change: most are written as they are compared.
fn is_canonical(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'_' | b':');
    name.starts_with(|first: char| first.is_ascii_uppercase() || first.is_ascii_digit())
        && name.split(' ').all(|word| !word.is_empty() && word.bytes().all(is_plain))
}

fn module(name: &str) -> Option<&str> {
    strip_prefix(name, "#invoke")?.trim_start().strip_prefix(':')
}

/// What may stand for a name that no entry has: a module without its function, a magic word or a parser function without
/// its argument, the sign with which the name of a page begins that is no template (`:Page`, `/Subpage`).
fn shorter(name: &str) -> Option<&str> {
    if name.starts_with(INVOKE) {
        return name.split_once('|').map(|(module, _)| module.trim_end());
    }
    if name.starts_with([':', '/']) {
        return name.get(..1);
    }
    let (word, _) = name.split_once(':')?;
    (word.starts_with('#') || word.chars().all(|c| c.is_ascii_uppercase())).then_some(word.trim_end())
}

/// What follows a prefix in any letter case.
fn strip_prefix<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// A name with `{n}` in place of its first number; `None` where it holds none.
fn with_number_open(name: &str) -> Option<String> {
    let start = name.find(|c: char| c.is_ascii_digit())?;
    let (before, behind) = name.split_at_checked(start)?;
    Some(format!("{before}{{n}}{}", behind.trim_start_matches(|c: char| c.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use super::{super::Shape, *};

    fn templates() -> Templates {
        let mut templates = Templates::default();
        let mut add = |id: &str, language: &str, names: &[&str]| {
            let names = names.iter().map(|name| (language.to_owned(), (*name).to_owned())).collect();
            templates.add(TemplateEntry::new(id.to_owned(), Shape::Layout, names));
        };
        add("box", "en", &["Football box", "#invoke:Football box"]);
        add("sort-key", "en", &["DEFAULTSORT"]);
        add("icon", "en", &["#invoke:Football box|icon"]);
        add("bracket", "en", &["{n}TeamBracket-2legs"]);
        add("spiel", "de", &["Fußballspiel"]);
        add("lst", "en", &["#lst"]);
        add("page", "en", &[":"]);
        add("table", "en", &["… table", "Table of …"]);
        add("squads", "en", &["… squad …"]);
        templates
    }

    fn found<'t>(templates: &'t Templates, language: &str, name: &str) -> Option<&'t str> {
        templates.find(language, name).map(|entry| entry.id.as_str())
    }

    #[test]
    fn words_stand_around_a_piece_of_a_name() {
        let templates = templates();
        for name in ["Alderland squad 2031 Lowland Cup", "alderland football squad 1908 Olympics"] {
            assert_eq!(found(&templates, "en", name), Some("squads"), "{name}");
        }
        for name in ["Alderland squad", "squad 2031", " squad ", "Alderland squads 2031"] {
            assert_eq!(found(&templates, "en", name), None, "{name}");
        }
    }

    #[test]
    fn spellings_of_a_name_meet() {
        let templates = templates();
        for name in
            ["Football box", "football_box", " Football   Box\n", "Template:football box", "FOOTBALL BOX"]
        {
            assert_eq!(found(&templates, "en", name), Some("box"), "{name}");
        }
        for name in ["#invoke:Football box", "#Invoke : football_box", "#INVOKE:Football Box"] {
            assert_eq!(found(&templates, "en", name), Some("box"), "{name}");
        }
        assert_eq!(found(&templates, "en", "#invoke:football box|main"), Some("box"));
        assert_eq!(found(&templates, "en", "#invoke:football box|icon"), Some("icon"));
        assert_eq!(found(&templates, "en", "DEFAULTSORT:Mazembe"), Some("sort-key"));
        assert_eq!(found(&templates, "en", "Football box: notes"), None);
        assert_eq!(found(&templates, "en", "Footballbox"), None);
        assert_eq!(found(&templates, "en", "#invoke"), None);
        assert_eq!(found(&templates, "en", ""), None);
    }

    #[test]
    fn the_first_number_of_a_name_is_open() {
        let templates = templates();
        assert_eq!(found(&templates, "en", "4TeamBracket-2legs"), Some("bracket"));
        assert_eq!(found(&templates, "en", "128teambracket-2Legs"), Some("bracket"));
        assert_eq!(found(&templates, "en", "4TeamBracket-3legs"), None);
    }

    #[test]
    fn what_shows_another_page_is_found_without_its_name() {
        let templates = templates();
        for name in ["#lst:2031 Lowland Cup", "#LST : 2031 Lowland Cup"] {
            assert_eq!(found(&templates, "en", name), Some("lst"), "{name}");
        }
        assert_eq!(found(&templates, "en", ":2031 Lowland Cup table"), Some("page"));
        assert_eq!(found(&templates, "en", "2031 Lowland Cup:Final"), None);
    }

    #[test]
    fn any_words_may_stand_in_a_name() {
        let templates = templates();
        for name in ["2031 Lowland Cup table", "2031_Lowland_Cup_Table", "Table of the 2031 Lowland Cup"] {
            assert_eq!(found(&templates, "de", name), Some("table"), "{name}");
        }
        for name in
            ["Table", "Notable", "Table cells", "#invoke:Sports rbr table", "#invoke:Sports rbr table|main"]
        {
            assert_eq!(found(&templates, "en", name), None, "{name}");
        }
    }

    #[test]
    fn english_names_are_known_everywhere_and_others_at_home() {
        let templates = templates();
        assert_eq!(found(&templates, "de", "Football box"), Some("box"));
        assert_eq!(found(&templates, "de", "Fußballspiel"), Some("spiel"));
        assert_eq!(found(&templates, "en", "Fußballspiel"), None);
    }

    #[test]
    fn an_entry_with_the_same_id_replaces() {
        let mut templates = templates();
        let names = vec![("en".to_owned(), "Match card".to_owned())];
        templates.add(TemplateEntry::new("box".to_owned(), Shape::MatchBox, names));
        assert_eq!(found(&templates, "en", "Match card"), Some("box"));
        assert_eq!(found(&templates, "en", "Football box"), None);
        assert_eq!(templates.iter().count(), 9);
    }
}
