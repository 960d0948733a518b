//! Behaviour switches: `__NOTOC__`, `__KEIN_INHALTSVERZEICHNIS__`.
//!
//! They steer how a page is shown and are no part of its text
//! (<https://www.mediawiki.org/wiki/Help:Magic_words#Behavior_switches>). Their words differ from wiki to wiki; their
//! shape does not.

/// Whether a text is nothing but switches.
pub(super) fn are_switches(text: &str) -> bool {
    let mut rest = text.trim();
    while let Some(switch) = switch(rest) {
        rest = rest.get(switch.len()..).unwrap_or("").trim_start();
        if rest.is_empty() {
            return true;
        }
    }
    false
}

/// The switch at the start of a text: two underscores, capitals, two underscores.
pub(super) fn switch(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("__")?;
    let word = inside.get(..inside.find("__")?)?;
    let is_capital = |c: char| c == '_' || (c.is_alphabetic() && !c.is_lowercase());
    let is_switch = !word.is_empty() && word.chars().all(is_capital);
    text.get(..word.len() + 4).filter(|_| is_switch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_between_underscores_are_switches() {
        for text in ["__NOTOC__", "__NOTOC__ __FORCETOC__", "__KEIN_INHALTSVERZEICHNIS__", "__ИНДЕКС__"]
        {
            assert!(are_switches(text), "{text}");
        }
        for text in ["", "__", "____", "__notoc__", "__NOTOC__ a", "_NOTOC_", "__A 1__"] {
            assert!(!are_switches(text), "{text}");
        }
    }
}
