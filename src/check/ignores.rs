//! Findings that a comment in the article asks to leave alone, and comments that ask for nothing.

use crate::hash::HashSet;

use super::{
    Reporter, Rule,
    registry::{UnknownIgnore, UnusedIgnore},
    selector, text,
};
use crate::{
    extract::{Extracted, Instruction},
    finding::{Finding, Location},
    link::Dossiers,
};

/// The only instruction that there is.
const IGNORE: &str = "ignore";

/// Longer words are no rule: comparing them letter by letter would take long.
const LONGEST: usize = 80;

/// What a comment asks for: index of its article, the instruction, index of the rule in it.
type Wish = (usize, usize, usize);

/// The findings that comments ask to leave alone, taken out.
#[derive(Debug, Default)]
pub(super) struct Silenced {
    /// How many they are.
    pub count: usize,
    /// What was granted.
    granted: HashSet<Wish>,
}

/// Takes the findings out that stand where a comment asks to ignore their rule.
pub(super) fn silence(articles: &[Extracted], findings: &mut Vec<Finding>) -> Silenced {
    let mut silenced = Silenced::default();
    let ignores: Vec<Ignores<'_>> = articles.iter().map(Ignores::new).collect();
    findings.retain(|finding| {
        let wishes = ignores.get(finding.location.article).map(|ignores| ignores.wishes(finding));
        let wishes = wishes.unwrap_or_default();
        silenced.count += usize::from(!wishes.is_empty());
        let is_reported = wishes.is_empty();
        silenced.granted.extend(wishes);
        is_reported
    });
    silenced
}

/// The comments of an article that ask to ignore something, in the order in which what they speak for begins.
struct Ignores<'a> {
    ordered: Vec<(usize, &'a Instruction)>,
    /// For each how far it and those before it reach.
    reach: Vec<u32>,
}

impl<'a> Ignores<'a> {
    fn new(article: &'a Extracted) -> Self {
        let mut ordered: Vec<_> = ignores(article).collect();
        ordered.sort_by_key(|(_, ignore)| ignore.covers.start);
        let reach = ordered.iter().scan(0, |reach, (_, ignore)| {
            *reach = ignore.covers.end.max(*reach);
            Some(*reach)
        });
        Self { reach: reach.collect(), ordered }
    }

    /// Everything that asks to ignore a finding. The finding stands where its first place begins.
    fn wishes(&self, finding: &Finding) -> Vec<Wish> {
        let (article, at) = (finding.location.article, finding.location.span.start);
        let begun = self.ordered.partition_point(|(_, ignore)| ignore.covers.start <= at);
        let before = self.ordered.iter().zip(&self.reach).take(begun).rev();
        let reaching = before.take_while(|(_, reach)| **reach > at).map(|(ignore, _)| ignore);
        let covering = reaching.filter(|(_, ignore)| ignore.covers.end > at);
        let wishes = covering.flat_map(|(index, ignore)| {
            let named = ignore.rules.iter().enumerate();
            let named = named.filter(|(_, rule)| selector::is_named(&rule.value, finding.code));
            named.map(move |(rule, _)| (article, *index, rule))
        });
        wishes.collect()
    }
}

fn ignores(article: &Extracted) -> impl Iterator<Item = (usize, &Instruction)> {
    article.instructions.iter().enumerate().filter(|(_, found)| found.word.value == IGNORE)
}

impl Rule for UnknownIgnore {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            for instruction in &extracted.instructions {
                reporter.applied();
                check_words(article, instruction, reporter);
            }
        }
    }
}

fn check_words(article: usize, instruction: &Instruction, reporter: &mut Reporter<'_, '_>) {
    let word = &instruction.word;
    if word.value != IGNORE {
        let message = format!("no instruction `{}`; the only one is `{IGNORE}`", text::head(&word.value));
        reporter.report(Location { article, span: word.at }, message.clone(), message);
        return;
    }
    if instruction.rules.is_empty() {
        let message = "the comment names no rule to ignore";
        reporter.report(Location { article, span: instruction.at }, message, message);
    }
    for rule in instruction.rules.iter().filter(|rule| selector::named(&rule.value).is_empty()) {
        let asked = text::head(&rule.value);
        let message = match rule.value.len() {
            ..LONGEST => selector::no_such_rule(&asked),
            _ => format!("no rule `{asked}`; `scoreline rule` lists them"),
        };
        reporter.report(Location { article, span: rule.at }, asked, message);
    }
}

impl Rule for UnusedIgnore {
    /// It takes the findings of all other rules to say which comments are of no use: [`report_unused`] does.
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        if dossiers.articles.iter().any(|article| ignores(article).next().is_some()) {
            reporter.applied();
        }
    }
}

/// Reports the rules that comments ask to ignore where there is nothing to ignore.
pub(super) fn report_unused(silenced: &Silenced, reporter: &mut Reporter<'_, '_>) {
    for (article, extracted) in reporter.dossiers.articles.iter().enumerate() {
        for (index, ignore) in ignores(extracted) {
            let rules = ignore.rules.iter().enumerate();
            let unused = rules.filter(|(rule, _)| !silenced.granted.contains(&(article, index, *rule)));
            for (_, rule) in unused.filter(|(_, rule)| !selector::named(&rule.value).is_empty()) {
                let message = format!("{} finds nothing that this comment speaks for", rule.value);
                reporter.report(Location { article, span: rule.at }, rule.value.clone(), message);
            }
        }
    }
}
