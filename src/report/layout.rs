//! Geometry of a bracket: which meeting leads to which, and where each stands. It knows slots, not HTML.
//!
//! The winner of meeting `p` of a round goes to slot `p` of the next: slots `2i` and `2i + 1` meet. Some templates have
//! rounds in which teams join later, so that a round has as many meetings as the one before, or more; there, who plays on
//! says where a line leads.

/// Two slots that meet, as far as the geometry is concerned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// Which meeting of its round it is, counted from 0; meetings that are left out leave a gap.
    pub number: usize,
    /// What tells the two teams apart from others; `None` where a team is not known yet.
    pub teams: [Option<String>; 2],
}

/// Where the winner of a meeting goes: a slot of a meeting of the next round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Index of the meeting in its round.
    pub meeting: usize,
    /// 0 is the upper slot.
    pub slot: usize,
}

/// A bracket as columns of meetings with their places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// For each round and each of its meetings, where its winner goes.
    pub feeds: Vec<Vec<Option<Feed>>>,
    /// For each round and each of its meetings, how far down its middle stands, in heights of a meeting.
    pub middles: Vec<Vec<f32>>,
    /// Whether the last round is the match for third place, which stands below the final.
    pub has_third_place: bool,
    /// Heights of a meeting that the drawing takes.
    pub height: f32,
}

/// How far the match for third place stands below the final.
const BELOW_FINAL: f32 = 1.25;

/// Lays out the rounds, the first played first.
#[must_use]
pub fn lay_out(rounds: &[Vec<Meeting>]) -> Layout {
    let has_third_place = has_third_place(rounds);
    let main = rounds.get(..rounds.len() - usize::from(has_third_place)).unwrap_or_default();
    let mut feeds: Vec<Vec<Option<Feed>>> = main.windows(2).map(connect).collect();
    feeds.extend(main.last().map(|last| vec![None; last.len()]));
    let (mut middles, leaves) = middles(main, &feeds);
    let mut height = leaves;
    if has_third_place {
        let middle = middles.last().and_then(|last| last.first()).copied().unwrap_or(0.5) + BELOW_FINAL;
        height = height.max(middle + 0.5);
        middles.push(vec![middle]);
        feeds.push(vec![None]);
    }
    Layout { feeds, middles, has_third_place, height }
}

/// Whether the last round is a match for third place: one meeting behind the one of the final, and nobody is in both.
fn has_third_place(rounds: &[Vec<Meeting>]) -> bool {
    let [.., before, last] = rounds else { return false };
    let ([before], [last]) = (before.as_slice(), last.as_slice()) else { return false };
    rounds.len() > 2 && !last.teams.iter().flatten().any(|team| before.has(team))
}

impl Meeting {
    fn has(&self, team: &str) -> bool {
        self.slot_of(team).is_some()
    }

    fn slot_of(&self, team: &str) -> Option<usize> {
        self.teams.iter().position(|other| other.as_deref() == Some(team))
    }
}

/// How many meetings a round has, with those that are left out.
fn size(round: &[Meeting]) -> usize {
    round.iter().map(|meeting| meeting.number + 1).max().unwrap_or(0)
}

/// Where the winners of a round go in the next.
fn connect(pair: &[Vec<Meeting>]) -> Vec<Option<Feed>> {
    let [round, next] = pair else { return Vec::new() };
    if size(round) > size(next) {
        return round.iter().map(|meeting| by_slot(meeting, next)).collect();
    }
    let mut taken: Vec<Feed> = Vec::new();
    let mut feed = |meeting: &Meeting| {
        let is_free = |feed: &Feed| !taken.contains(feed);
        let feed = by_team(meeting, next).filter(is_free).or_else(|| by_place(meeting, next).filter(is_free));
        taken.extend(feed);
        feed
    };
    round.iter().map(&mut feed).collect()
}

/// The slot of the same number.
fn by_slot(meeting: &Meeting, next: &[Meeting]) -> Option<Feed> {
    let target = next.iter().position(|target| target.number == meeting.number / 2)?;
    Some(Feed { meeting: target, slot: meeting.number % 2 })
}

/// The slot in which one of the teams plays on.
fn by_team(meeting: &Meeting, next: &[Meeting]) -> Option<Feed> {
    let teams = || meeting.teams.iter().flatten();
    next.iter().enumerate().find_map(|(index, target)| {
        let slot = teams().find_map(|team| target.slot_of(team))?;
        Some(Feed { meeting: index, slot })
    })
}

/// The lower slot of the meeting of the same number, while nobody is known for it: the upper one joins in this round.
fn by_place(meeting: &Meeting, next: &[Meeting]) -> Option<Feed> {
    let target = next.iter().position(|target| target.number == meeting.number)?;
    let [_, lower] = &next.get(target)?.teams;
    lower.is_none().then_some(Feed { meeting: target, slot: 1 })
}

/// How far down the middle of each meeting stands, and how many stand above each other in all. A meeting to which no other
/// leads takes a height of its own; any other stands in the middle of those that lead to it.
fn middles(rounds: &[Vec<Meeting>], feeds: &[Vec<Option<Feed>>]) -> (Vec<Vec<f32>>, f32) {
    let feeders = feeders(rounds, feeds);
    let mut middles: Vec<Vec<f32>> = rounds.iter().map(|round| vec![0.0; round.len()]).collect();
    let mut leaves = 0.0;
    // No recursion: a hostile bracket has as many rounds as it likes.
    let mut open: Vec<(usize, usize, bool)> = roots(feeds);
    while let Some((round, meeting, is_closed)) = open.pop() {
        let below = feeders.get(round).and_then(|round| round.get(meeting)).map_or(&[][..], Vec::as_slice);
        if !is_closed && !below.is_empty() {
            open.push((round, meeting, true));
            // The last one pushed is looked at first, and stands on top.
            open.extend(below.iter().rev().map(|feeder| (round - 1, *feeder, false)));
            continue;
        }
        let at =
            |feeder: &usize| middles.get(round.wrapping_sub(1)).and_then(|round| round.get(*feeder)).copied();
        let middle = match (below.first().and_then(at), below.last().and_then(at)) {
            (Some(first), Some(last)) => f32::midpoint(first, last),
            _ => {
                leaves += 1.0;
                leaves - 0.5
            }
        };
        if let Some(slot) = middles.get_mut(round).and_then(|round| round.get_mut(meeting)) {
            *slot = middle;
        }
    }
    (middles, leaves)
}

/// For each meeting those that lead to it, the one for the upper slot first.
fn feeders(rounds: &[Vec<Meeting>], feeds: &[Vec<Option<Feed>>]) -> Vec<Vec<Vec<usize>>> {
    let mut feeders: Vec<Vec<Vec<(usize, usize)>>> =
        rounds.iter().map(|round| vec![Vec::new(); round.len()]).collect();
    for (round, feeds) in feeds.iter().enumerate() {
        for (meeting, feed) in feeds.iter().enumerate() {
            let Some(feed) = feed else { continue };
            if let Some(list) = feeders.get_mut(round + 1).and_then(|next| next.get_mut(feed.meeting)) {
                list.push((feed.slot, meeting));
            }
        }
    }
    let in_order = |mut list: Vec<(usize, usize)>| {
        list.sort_unstable();
        list.into_iter().map(|(_, meeting)| meeting).collect()
    };
    feeders.into_iter().map(|round| round.into_iter().map(in_order).collect()).collect()
}

/// Meetings that lead nowhere, those of the last round first when they are taken from the end.
fn roots(feeds: &[Vec<Option<Feed>>]) -> Vec<(usize, usize, bool)> {
    let of_round = |(round, feeds): (usize, &Vec<Option<Feed>>)| {
        let ends = feeds.iter().enumerate().rev().filter(|(_, feed)| feed.is_none());
        ends.map(move |(meeting, _)| (round, meeting, false)).collect::<Vec<_>>()
    };
    feeds.iter().enumerate().flat_map(of_round).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A round of meetings `A-B`, `C-D`; `?` is a team that is not known, `/` a meeting that is left out.
    fn round(text: &str) -> Vec<Meeting> {
        let team = |name: &str| (name != "?").then(|| name.to_owned());
        let meetings = text.split_whitespace().enumerate().filter(|(_, meeting)| *meeting != "/");
        let meeting = |(number, meeting): (usize, &str)| {
            let (first, second) = meeting.split_once('-').unwrap();
            Meeting { number, teams: [team(first), team(second)] }
        };
        meetings.map(meeting).collect()
    }

    fn laid_out(rounds: &[&str]) -> Layout {
        lay_out(&rounds.iter().map(|text| round(text)).collect::<Vec<_>>())
    }

    /// `0.1` for the lower slot of the first meeting, `-` for none.
    fn feeds(layout: &Layout) -> Vec<String> {
        let show = |feed: &Option<Feed>| {
            feed.map_or("-".to_owned(), |feed| format!("{}.{}", feed.meeting, feed.slot))
        };
        layout.feeds.iter().map(|round| round.iter().map(show).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn winners_go_to_the_slot_of_their_number_whoever_they_are() {
        let layout = laid_out(&["A-B C-D E-F G-H", "?-? ?-?", "?-?"]);
        assert_eq!(feeds(&layout), ["0.0 0.1 1.0 1.1", "0.0 0.1", "-"]);
        assert_eq!(layout.middles, [vec![0.5, 1.5, 2.5, 3.5], vec![1.0, 3.0], vec![2.0]]);
        assert_eq!(layout.height, 4.0);
    }

    #[test]
    fn a_meeting_that_is_left_out_leaves_its_slot_and_takes_no_room() {
        let layout = laid_out(&["/ C-D E-F G-H", "A-C E-G", "A-E"]);
        assert_eq!(feeds(&layout), ["0.1 1.0 1.1", "0.0 0.1", "-"]);
        assert_eq!(layout.middles, [vec![0.5, 1.5, 2.5], vec![0.5, 2.0], vec![1.25]]);
    }

    #[test]
    fn the_match_for_third_place_stands_below_the_final_and_apart() {
        let layout = laid_out(&["A-B C-D", "A-C", "B-D"]);
        assert!(layout.has_third_place);
        assert_eq!(feeds(&layout), ["0.0 0.1", "-", "-"]);
        assert_eq!(layout.middles[2], [layout.middles[1][0] + BELOW_FINAL]);
        assert_eq!(layout.height, 2.75);
        assert!(laid_out(&["?-? ?-?", "?-?", "?-?"]).has_third_place);
    }

    #[test]
    fn a_round_behind_a_single_meeting_that_its_winner_plays_is_no_third_place() {
        let layout = laid_out(&["A-B", "C-A", "D-C"]);
        assert!(!layout.has_third_place);
        assert_eq!(feeds(&layout), ["0.1", "0.1", "-"]);
        assert!(!laid_out(&["A-B", "?-?"]).has_third_place);
    }

    #[test]
    fn where_teams_join_later_a_line_leads_to_the_slot_of_the_team() {
        // As in 6TeamBracket: A and D join in the semi-finals.
        let layout = laid_out(&["B-C E-F", "A-C D-E", "A-D"]);
        assert_eq!(feeds(&layout), ["0.1 1.1", "0.0 0.1", "-"]);
        assert_eq!(layout.middles, [vec![0.5, 1.5], vec![0.5, 1.5], vec![1.0]]);
        // Before it is played, the lower slot waits for the winner.
        assert_eq!(feeds(&laid_out(&["B-C E-F", "A-? D-?", "?-?"])), ["0.1 1.1", "0.0 0.1", "-"]);
        // Two meetings never lead to one slot.
        assert_eq!(feeds(&laid_out(&["A-B A-C", "A-D E-F"]))[0], "0.0 -");
    }

    #[test]
    fn several_brackets_in_one_stand_below_each_other() {
        let layout = laid_out(&["A-B C-D E-F G-H", "A-C E-G"]);
        assert_eq!(layout.middles, [vec![0.5, 1.5, 2.5, 3.5], vec![1.0, 3.0]]);
    }

    #[test]
    fn meetings_of_a_column_never_overlap() {
        for rounds in [
            &["/ C-D / G-H I-J / / O-P", "A-C ?-? ?-I M-?", "?-? ?-?", "?-?"][..],
            &["A-B / C-D / / E-F", "?-? ?-? ?-?"],
            &["A-B", "A-C D-E F-G", "X-Y"],
        ] {
            for middles in laid_out(rounds).middles {
                let mut sorted = middles.clone();
                sorted.sort_by(f32::total_cmp);
                assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 1.0), "{middles:?}");
            }
        }
    }

    #[test]
    fn any_number_of_rounds_is_laid_out_without_recursion() {
        let rounds = vec![round("A-B"); 200_000];
        assert_eq!(lay_out(&rounds).height, 1.0);
        assert_eq!(lay_out(&[]), Layout::default());
        assert_eq!(lay_out(&[Vec::new()]).height, 0.0);
    }
}
