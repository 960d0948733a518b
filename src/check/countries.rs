//! Countries of teams.

use super::{Reporter, Rule, registry::CountryDisagrees};
use crate::{
    finding::Suspect,
    link::{Dossiers, Spelling},
};

impl Rule for CountryDisagrees {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for team in &dossiers.teams {
            let mut countries: Vec<&Spelling> = team.countries.iter().collect();
            if !countries.is_empty() {
                reporter.applied();
            }
            countries.sort_by(|a, b| b.places.len().cmp(&a.places.len()).then_with(|| a.text.cmp(&b.text)));
            let Some((usual, others)) = countries.split_first() else { continue };
            for odd in others {
                report(&team.name, odd, usual, reporter);
            }
        }
    }
}

fn report(team: &str, odd: &Spelling, usual: &Spelling, reporter: &mut Reporter<'_, '_>) {
    let (Some(here), Some(there)) = (odd.places.first(), usual.places.first()) else { return };
    let message = format!("{team} has the country code {} here but {} elsewhere", odd.text, usual.text);
    let finding = reporter.report(here.clone(), message.clone(), message);
    finding.relate(there.clone(), format!("{} is written {} times", usual.text, usual.places.len()));
    if usual.places.len() > 1 && usual.places.len() > odd.places.len() {
        finding.suspect(Suspect::This);
    }
}
