//! Colours by what they mean. Only the sixteen colours of the terminal and its own ground are used, so that its user's
//! palette decides; and nothing is said by colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::app::ThemeName;
use crate::model::{Readiness, Stance, Status};

/// What something on the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Words.
    Text,
    /// Less important words.
    Muted,
    /// A title.
    Title,
    /// The frame of a pane.
    Frame,
    /// The frame of the pane that has the keys.
    FrameFocus,
    /// The mark beside what is selected.
    Mark,
    /// A selected row.
    Selected,
    /// The screen that is shown.
    Tab,
    /// A key.
    Key,
    /// Something good.
    Good,
    /// Something nearly good.
    Near,
    /// Something that somebody must look at.
    Attention,
    /// Something in the way.
    Danger,
    /// Words in brackets, one level deep.
    Bracket,
    /// Words in brackets, deeper.
    BracketDeep,
    /// Who holds words in brackets.
    Party,
    /// The stressed lead words of a paragraph.
    Lead,
    /// Words that came in.
    Insert,
    /// Words that went out.
    Delete,
    /// Words that were looked for.
    Hit,
    /// Words that were agreed before.
    Agreed,
    /// Something that stays until it is dealt with.
    Banner,
    /// A character that is hidden in the text, made visible.
    Hidden,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 23] = [
        Self::Text,
        Self::Muted,
        Self::Title,
        Self::Frame,
        Self::FrameFocus,
        Self::Mark,
        Self::Selected,
        Self::Tab,
        Self::Key,
        Self::Good,
        Self::Near,
        Self::Attention,
        Self::Danger,
        Self::Bracket,
        Self::BracketDeep,
        Self::Party,
        Self::Lead,
        Self::Insert,
        Self::Delete,
        Self::Hit,
        Self::Agreed,
        Self::Banner,
        Self::Hidden,
    ];

    /// How a status is shown.
    pub fn of_status(status: Status) -> Self {
        match status {
            Status::Agreed => Self::Good,
            Status::AdRef => Self::Near,
            Status::Pending | Status::Stale => Self::Attention,
            Status::Bracketed => Self::Bracket,
            Status::Open => Self::Text,
            Status::Parked => Self::Muted,
        }
    }

    /// How a stance is shown.
    pub fn of_stance(stance: &Stance, stale: bool) -> Self {
        match stance {
            _ if stale => Self::Attention,
            Stance::Agree => Self::Good,
            Stance::AgreeIf(_) | Stance::Flexible => Self::Near,
            Stance::Reserve => Self::Attention,
            Stance::Amend(_) | Stance::Oppose => Self::Danger,
            Stance::Absent => Self::Muted,
        }
    }

    /// How readiness is shown.
    pub fn of_readiness(readiness: Readiness) -> Self {
        match readiness {
            Readiness::Clear => Self::Good,
            Readiness::Pending => Self::Attention,
            Readiness::Blocked => Self::Danger,
        }
    }
}

/// A set of styles, one a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme(ThemeName);

impl Theme {
    /// The theme of that name.
    pub fn new(name: ThemeName) -> Self {
        Self(name)
    }

    /// How a role looks.
    pub fn style(self, role: Role) -> Style {
        let style = Style::new().add_modifier(attributes(role));
        let colour = match self.0 {
            ThemeName::Mono => None,
            ThemeName::Dark => on_dark(role),
            ThemeName::Light => on_light(role),
            ThemeName::Contrast => contrast(role),
        };
        let style = match colour {
            Some(colour) => style.fg(colour),
            None => style,
        };
        let style = if self.0 == ThemeName::Contrast {
            style.remove_modifier(Modifier::DIM)
        } else {
            style
        };
        if self.0 == ThemeName::Contrast && matches!(role, Role::Good | Role::Near | Role::Bracket)
        {
            return style.add_modifier(Modifier::BOLD);
        }
        style
    }
}

/// What a role looks like without any colour. Every difference that matters is one of these, or a glyph or a word.
fn attributes(role: Role) -> Modifier {
    match role {
        Role::Text | Role::Good | Role::Near | Role::Frame => Modifier::empty(),
        Role::Muted => Modifier::DIM,
        Role::Title | Role::FrameFocus | Role::Mark | Role::Attention | Role::Key | Role::Party => {
            Modifier::BOLD
        }
        Role::Danger => Modifier::BOLD.union(Modifier::UNDERLINED),
        Role::Selected | Role::Tab | Role::Banner | Role::Hidden => Modifier::REVERSED,
        Role::Bracket => Modifier::BOLD,
        Role::BracketDeep => Modifier::BOLD.union(Modifier::ITALIC),
        Role::Lead => Modifier::ITALIC,
        Role::Agreed => Modifier::UNDERLINED,
        Role::Insert | Role::Hit => Modifier::UNDERLINED.union(Modifier::BOLD),
        Role::Delete => Modifier::CROSSED_OUT.union(Modifier::DIM),
    }
}

fn on_dark(role: Role) -> Option<Color> {
    Some(match role {
        Role::Good | Role::Insert => Color::LightGreen,
        Role::Attention | Role::Banner => Color::LightMagenta,
        Role::Danger | Role::Delete | Role::Hidden => Color::LightRed,
        Role::Bracket | Role::BracketDeep => Color::LightBlue,
        Role::Near | Role::Party | Role::Mark | Role::FrameFocus | Role::Key | Role::Hit => {
            Color::LightCyan
        }
        Role::Text
        | Role::Muted
        | Role::Title
        | Role::Frame
        | Role::Selected
        | Role::Tab
        | Role::Agreed
        | Role::Lead => return None,
    })
}

fn on_light(role: Role) -> Option<Color> {
    Some(match role {
        Role::Good | Role::Insert => Color::Green,
        Role::Attention | Role::Banner => Color::Magenta,
        Role::Danger | Role::Delete | Role::Hidden => Color::Red,
        Role::Near
        | Role::Party
        | Role::Bracket
        | Role::BracketDeep
        | Role::Mark
        | Role::FrameFocus
        | Role::Key
        | Role::Hit => Color::Blue,
        Role::Text
        | Role::Muted
        | Role::Title
        | Role::Frame
        | Role::Selected
        | Role::Tab
        | Role::Agreed
        | Role::Lead => return None,
    })
}

fn contrast(role: Role) -> Option<Color> {
    match role {
        Role::Danger | Role::Delete => Some(Color::LightRed),
        Role::Insert => Some(Color::LightGreen),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_theme_without_colours_has_none_and_tells_what_matters_apart() {
        let mono = Theme::new(ThemeName::Mono);
        for role in Role::ALL {
            let style = mono.style(role);
            assert!(style.fg.is_none() && style.bg.is_none(), "{role:?}");
        }
        for (a, b) in [
            (Role::Insert, Role::Delete),
            (Role::Selected, Role::Text),
            (Role::Bracket, Role::Text),
            (Role::Bracket, Role::BracketDeep),
            (Role::Hit, Role::Text),
            (Role::Agreed, Role::Text),
            (Role::Agreed, Role::Hit),
            (Role::Danger, Role::Attention),
        ] {
            assert_ne!(mono.style(a), mono.style(b), "{a:?} {b:?}");
        }
    }

    #[test]
    fn no_theme_sets_a_ground_or_a_colour_that_palettes_hide() {
        for (name, _) in ThemeName::ALL {
            for role in Role::ALL {
                let style = Theme::new(name).style(role);
                assert!(style.bg.is_none());
                let hidden = [
                    Color::Black,
                    Color::White,
                    Color::Gray,
                    Color::DarkGray,
                    Color::Yellow,
                ];
                assert!(
                    style.fg.is_none_or(|colour| !hidden.contains(&colour)),
                    "{name:?} {role:?}"
                );
            }
        }
    }
}
