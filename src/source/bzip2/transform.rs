//! The inverse of the Burrows–Wheeler transform, of several blocks in step.
//!
//! The text of a block is a walk through a table of some megabytes, where each step says where the next one goes: most of the
//! time is spent waiting for memory. So each step is made to give two bytes, and walks through two tables wait together.

/// Walks that are taken in step: more wait no less.
pub(super) const WALKS: usize = 2;

/// Places of a table that share an entry of [`Walk::coarse`].
const COARSE_BITS: u32 = 8;

/// A block between its symbols and its text.
#[derive(Default)]
pub(super) struct Walk {
    /// For each place in the sorted text, its byte is found in `ends`; here stand the byte behind it and the place behind
    /// that, so that each step gives two bytes.
    steps: Vec<u32>,
    /// The first byte of each stretch of places.
    coarse: Vec<u8>,
    /// Where the places of each byte end.
    ends: Box<Ends>,
    place: u32,
    text: Vec<u8>,
    /// Steps that have been gone.
    walked: usize,
}

struct Ends([u32; 256]);

impl Default for Ends {
    fn default() -> Self {
        Self([0; 256])
    }
}

impl Walk {
    /// Prepares the walk: `column` is the transformed text, `counts` how often each byte is in it, `origin` where the text
    /// begins. `single`, of any length and content, takes the steps of one byte.
    pub fn prepare(&mut self, column: Vec<u8>, counts: &[u32; 256], origin: u32, single: &mut Vec<u32>) {
        let mut sum = 0;
        let mut places = counts.map(|count| {
            sum += count;
            sum - count
        });
        if single.len() < column.len() {
            single.resize(column.len(), 0);
        }
        for (number, byte) in (0_u32..).zip(&column) {
            if let Some(place) = places.get_mut(usize::from(*byte)) {
                if let Some(step) = single.get_mut(*place as usize) {
                    *step = number << 8 | u32::from(*byte);
                }
                *place += 1;
            }
        }
        let single = single.get(..column.len()).unwrap_or_default();
        self.coarse.clear();
        self.coarse.extend(single.iter().step_by(1 << COARSE_BITS).map(|step| *step as u8));
        self.steps.clear();
        self.steps.extend(single.iter().map(|step| single.get((*step >> 8) as usize).copied().unwrap_or(0)));
        self.ends.0 = places;
        // the column has been read and makes room for the text
        self.text = column;
        self.place = origin;
        self.walked = 0;
    }

    /// The last byte of a text with an odd number of them.
    fn finish(&mut self) {
        let is_odd = self.text.len() % 2 == 1;
        if let Some(last) = self.text.last_mut().filter(|_| is_odd) {
            *last = first(&self.coarse, &self.ends.0, self.place);
        }
    }

    /// The text, when it has been walked; none is left.
    pub fn take_text(&mut self) -> Vec<u8> {
        self.walked = 0;
        std::mem::take(&mut self.text)
    }
}

/// Walks to the ends of all texts.
pub(super) fn walk(walks: &mut [Walk]) {
    for together in walks.chunks_mut(WALKS) {
        let steps = together.iter().map(|walk| walk.text.len() / 2).min().unwrap_or(0);
        if let Ok(all) = <&mut [Walk; WALKS]>::try_from(&mut *together) {
            in_step(all.each_mut(), steps);
        }
        for walk in together {
            let left = walk.text.len() / 2 - walk.walked;
            in_step([&mut *walk], left);
            walk.finish();
        }
    }
}

/// Goes so many steps through all texts.
fn in_step<const N: usize>(mut walks: [&mut Walk; N], steps: usize) {
    let mut places = walks.each_ref().map(|walk| walk.place);
    let mut lanes = walks.each_mut().map(|walk| {
        let Walk { steps: table, coarse, ends, text, walked, .. } = &mut **walk;
        let pairs = text.as_chunks_mut::<2>().0.get_mut(*walked..*walked + steps).unwrap_or_default();
        *walked += steps;
        (table.as_slice(), coarse.as_slice(), &ends.0, pairs)
    });
    for number in 0..steps {
        for (place, (table, coarse, ends, pairs)) in places.iter_mut().zip(&mut lanes) {
            let step = table.get(*place as usize).copied().unwrap_or(0);
            if let Some(pair) = pairs.get_mut(number) {
                *pair = [first(coarse, ends, *place), step as u8];
            }
            *place = step >> 8;
        }
    }
    walks.iter_mut().zip(places).for_each(|(walk, place)| walk.place = place);
}

/// The byte at a place.
#[inline]
fn first(coarse: &[u8], ends: &[u32; 256], place: u32) -> u8 {
    let mut byte = coarse.get((place >> COARSE_BITS) as usize).copied().unwrap_or(0);
    while ends.get(usize::from(byte)).is_some_and(|end| *end <= place) {
        byte = byte.wrapping_add(1);
    }
    byte
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The last column of all rotations in order, and the place of the text among them.
    fn transformed(text: &[u8]) -> (Vec<u8>, u32) {
        let mut rotations: Vec<usize> = (0..text.len()).collect();
        rotations.sort_by_key(|start| [&text[*start..], &text[..*start]].concat());
        let column = rotations.iter().map(|start| text[(start + text.len() - 1) % text.len()]).collect();
        (column, rotations.iter().position(|start| *start == 0).unwrap() as u32)
    }

    #[test]
    fn texts_of_any_lengths_are_walked_together() {
        let texts: [&[u8]; 4] =
            [b"2031 Lowland Cup", b"a", b"bananas, bananas", b"Alder Town 3-0 Birch Rovers"];
        for count in 0..=texts.len() {
            let prepare = |text: &&[u8]| {
                let (column, origin) = transformed(text);
                let mut counts = [0; 256];
                column.iter().for_each(|byte| counts[usize::from(*byte)] += 1);
                let mut walk = Walk::default();
                walk.prepare(column, &counts, origin, &mut Vec::new());
                walk
            };
            let mut walks: Vec<Walk> = texts[..count].iter().map(prepare).collect();
            walk(&mut walks);
            for (walk, text) in walks.iter_mut().zip(texts) {
                assert_eq!(walk.take_text(), text);
            }
        }
    }
}
