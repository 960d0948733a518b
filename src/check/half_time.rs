//! The score at half-time against the score.

use super::{Reporter, Rule, registry::HalfTimeExceedsScore, text};
use crate::link::MatchDossier;

impl Rule for HalfTimeExceedsScore {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        for claim in &dossier.claims {
            let (Some(half), Some(score)) = (claim.mention.half_time, claim.mention.score) else { continue };
            reporter.applied();
            let (at_half, at_end) = (half.value, score.value);
            if at_half.home <= at_end.home && at_half.away <= at_end.away {
                continue;
            }
            let name = text::match_name(reporter.dossiers, dossier);
            let message = format!(
                "the score is {} but {} at half-time already",
                text::score(&at_end),
                text::score(&at_half)
            );
            reporter
                .report(claim.location(half.at), format!("{name}: half-time"), message)
                .relate(claim.location(score.at), format!("the score is {}", text::score(&at_end)));
        }
    }
}
