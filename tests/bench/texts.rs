//! Two versions of a text with a known script between them: which paragraph became which, and which words stayed. Four
//! languages, the same for the same numbers.

use std::collections::BTreeSet;
use std::sync::Arc;

use rapporteur::model::{Document, Head, Label, Paragraph, Role};

use crate::generate::Dice;

/// What happened to a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    /// It stayed, with or without other words.
    Stayed,
    /// It stands elsewhere.
    Moved,
    /// It stands elsewhere with other words.
    MovedEdited,
    /// It became two.
    Split,
    /// It became one with the next.
    Merged,
}

/// Two versions and the truth between them.
pub(crate) struct Versions {
    pub(crate) a: Document,
    pub(crate) b: Document,
    /// What became of what: place before, place after.
    pub(crate) pairs: Vec<(usize, usize, Fate)>,
    /// Characters, white space apart, that stand on both sides by the script.
    pub(crate) kept: usize,
}

/// A paragraph of the second version, and where it comes from.
type Later = (Vec<Piece>, Vec<(usize, Fate)>);

/// A word and whether it is from the first version.
type Piece = (String, bool);

/// The phrases of a language: who, does what, to what, how; and what stands between words and at the end. Words stand apart
/// here in Chinese too, for nobody edits half a word: “国际法” does not become “国法”.
struct Bank {
    code: &'static str,
    who: &'static str,
    acts: &'static str,
    what: &'static str,
    how: &'static str,
    words: &'static str,
    /// What rare words, such as names, are made of.
    syllables: &'static str,
    between: &'static str,
}

const BANKS: [Bank; 4] = [
    Bank {
        code: "en",
        who: "Urges all Member States|Requests the Secretary-General|Calls upon donors|Invites the Conference|Encourages the parties|Reminds the secretariat",
        acts: "to strengthen|to review|to finance|to promote|to report on|to accelerate|to coordinate",
        what: "the protection of civilians in armed conflict|access to safe drinking water|the elimination of nuclear weapons|the sustainable management of forests|the education of girls|the rights of persons with disabilities|debt relief for the least developed countries",
        how: "by the end of 2030|in accordance with international law|taking into account national circumstances|through multilateral partnerships|on a voluntary basis|without further delay|in particular in Africa",
        words: "comprehensive effective urgent regional inclusive gradual adequate predictable bold transparent credible lasting",
        syllables: "ba co de fi gra hu in jo ka len mi no pra qui ros sta ter ul ver win",
        between: " ",
    },
    Bank {
        code: "ru",
        who: "Настоятельно призывает государства-члены|Просит Генерального секретаря|Призывает доноров|Предлагает Конференции|Поощряет стороны",
        acts: "укреплять|рассмотреть|финансировать|поощрять|ускорить|координировать",
        what: "защиту гражданских лиц в вооруженных конфликтах|доступ к безопасной питьевой воде|ликвидацию ядерного оружия|устойчивое управление лесами|образование девочек|права инвалидов",
        how: "к концу 2030 года|в соответствии с международным правом|с учетом национальных условий|на добровольной основе|без дальнейших задержек|в частности в Африке",
        words: "всеобъемлющий эффективный срочный региональный постепенный достаточный прозрачный прочный новый общий",
        syllables: "ба во гра де жи за ин ка лен ми но про ре ста тор ул фер хо цен ша",
        between: " ",
    },
    Bank {
        code: "ar",
        who: "يحث جميع الدول الأعضاء|يطلب إلى الأمين العام|يهيب بالجهات المانحة|يدعو المؤتمر|يشجع الأطراف",
        acts: "على تعزيز|على استعراض|على تمويل|على تشجيع|على تسريع|على تنسيق",
        what: "حماية المدنيين في النزاع المسلح|الحصول على مياه الشرب المأمونة|إزالة الأسلحة النووية|الإدارة المستدامة للغابات|تعليم الفتيات|حقوق الأشخاص ذوي الإعاقة",
        how: "بحلول نهاية عام 2030|وفقا للقانون الدولي|مع مراعاة الظروف الوطنية|على أساس طوعي|دون مزيد من التأخير|ولا سيما في أفريقيا",
        words: "شامل فعال عاجل إقليمي تدريجي كاف شفاف دائم جديد مشترك",
        syllables: "با تو جا دي را زو سا شي صا طو عا في قا كو لا مي نا هو وا يو",
        between: " ",
    },
    Bank {
        code: "zh",
        who: "敦促 所有 会员国|请 秘书长|呼吁 捐助方|邀请 会议|鼓励 各方",
        acts: "加强|审查|资助|促进|加快|协调",
        what: "武装 冲突 中 保护 平民|安全 饮用水 的 获取|消除 核武器|森林 的 可持续 管理|女童 教育|残疾人 权利",
        how: "在 2030年 年底 之前|根据 国际法|考虑 到 各国 国情|在 自愿 基础 上|不再 拖延|特别 是 在 非洲",
        words: "全面 有效 紧急 区域 逐步 充足 透明 持久 新的 共同",
        syllables: "山 水 东 西 南 北 金 木 火 土 田 石 林 江 河 海 云 风 光 星 春 夏 秋 冬 花 草 竹 松 梅 兰",
        between: "",
    },
];

/// The codes of the languages.
pub(crate) fn languages() -> [&'static str; 4] {
    BANKS.map(|bank| bank.code)
}

fn pick(dice: &mut Dice, list: &str) -> String {
    let list: Vec<&str> = list.split('|').collect();
    list[dice.below(list.len())].to_owned()
}

fn pieces_of(phrase: &str) -> Vec<String> {
    phrase.split(' ').map(str::to_owned).collect()
}

impl Bank {
    fn word(&self, dice: &mut Dice) -> String {
        let list: Vec<&str> = self.words.split(' ').collect();
        list[dice.below(list.len())].to_owned()
    }

    /// A word that hardly any other paragraph has.
    fn rare(&self, dice: &mut Dice) -> String {
        let list: Vec<&str> = self.syllables.split(' ').collect();
        (0..3).map(|_| list[dice.below(list.len())]).collect()
    }

    fn comma(&self) -> String {
        match self.code {
            "zh" => "，",
            "ar" => "،",
            _ => ",",
        }
        .to_owned()
    }

    fn paragraph(&self, dice: &mut Dice) -> Vec<Piece> {
        let mut pieces = pieces_of(&pick(dice, self.who));
        for clause in 0..2 + dice.below(3) {
            if clause > 0 {
                pieces.push(self.comma());
            }
            for list in [self.acts, self.what, self.how] {
                pieces.extend(pieces_of(&pick(dice, list)));
            }
            pieces.push(self.word(dice));
            pieces.push(self.rare(dice));
            pieces.push(self.rare(dice));
        }
        pieces.into_iter().map(|piece| (piece, true)).collect()
    }

    /// One to three edits, two words apart at least.
    fn edited(&self, dice: &mut Dice, pieces: &[Piece]) -> Vec<Piece> {
        let mut out = pieces.to_vec();
        let mut at = out.len().saturating_sub(3);
        for _ in 0..=dice.below(3) {
            if at < 6 {
                break;
            }
            at -= 2 + dice.below(at / 3);
            let new = (self.word(dice), false);
            match dice.below(4) {
                0 => out.insert(at, new),
                1 => drop(out.remove(at)),
                2 => {
                    out.insert(at, ("[".to_owned(), false));
                    out.insert(at + 3, ("]".to_owned(), false));
                }
                _ => out[at] = new,
            }
            at = at.saturating_sub(3);
        }
        out
    }

    fn text(&self, pieces: &[Piece]) -> String {
        let mut text = String::new();
        for (piece, _) in pieces {
            let tight =
                text.is_empty() || text.ends_with('[') || matches!(piece.as_str(), "]" | "," | "،");
            if !tight {
                text.push_str(self.between);
            }
            text.push_str(piece);
        }
        text
    }
}

/// Two versions of a text of so many paragraphs in a language; a third of them edited, one in eight moved, and more.
pub(crate) fn versions(code: &str, many: usize, seed: u64) -> Versions {
    let bank = BANKS.iter().find(|bank| bank.code == code).unwrap();
    let mut dice = Dice::new(seed * 7919 + code.len() as u64 + u64::from(code.as_bytes()[0]));
    let first: Vec<Vec<Piece>> = (0..many).map(|_| bank.paragraph(&mut dice)).collect();
    let mut second: Vec<Later> = Vec::new();
    let mut moved = BTreeSet::new();
    let mut at = 0;
    while at < many {
        let pieces = &first[at];
        let comma = pieces.iter().position(|(piece, _)| *piece == bank.comma());
        match dice.below(100) {
            0..=5 => {}
            6..=11 => {
                second.push((pieces.clone(), vec![(at, Fate::Stayed)]));
                let new = bank
                    .paragraph(&mut dice)
                    .into_iter()
                    .map(|(piece, _)| (piece, false));
                second.push((new.collect(), Vec::new()));
            }
            12..=23 => drop(moved.insert(at)),
            24..=28 if comma.is_some() => {
                let (one, other) = pieces.split_at(comma.unwrap() + 1);
                second.push((one.to_vec(), vec![(at, Fate::Split)]));
                second.push((other.to_vec(), vec![(at, Fate::Split)]));
            }
            29..=33 if at + 1 < many => {
                let both = [pieces.clone(), first[at + 1].clone()].concat();
                second.push((both, vec![(at, Fate::Merged), (at + 1, Fate::Merged)]));
                at += 1;
            }
            34..=66 => second.push((bank.edited(&mut dice, pieces), vec![(at, Fate::Stayed)])),
            _ => second.push((pieces.clone(), vec![(at, Fate::Stayed)])),
        }
        at += 1;
    }
    for at in moved {
        let (pieces, fate) = if dice.below(2) == 0 {
            (first[at].clone(), Fate::Moved)
        } else {
            (bank.edited(&mut dice, &first[at]), Fate::MovedEdited)
        };
        let to = dice.below(second.len());
        second.insert(to, (pieces, vec![(at, fate)]));
    }
    let kept = second.iter().flat_map(|(pieces, _)| pieces);
    let kept = kept
        .filter(|(_, old)| *old)
        .map(|(piece, _)| piece.chars().count())
        .sum();
    let pairs = second
        .iter()
        .enumerate()
        .flat_map(|(b, (_, from))| from.iter().map(move |(a, fate)| (*a, b, *fate)));
    Versions {
        pairs: pairs.collect(),
        kept,
        a: document(bank, first.iter(), 'a'),
        b: document(bank, second.iter().map(|(pieces, _)| pieces), 'b'),
    }
}

/// A numbered document. Its ids are its own: nothing of the script shows in them.
fn document<'a>(bank: &Bank, list: impl Iterator<Item = &'a Vec<Piece>>, own: char) -> Document {
    let mut document = Document::new(Head::new(bank.code.parse().unwrap(), "T"));
    for (at, pieces) in list.enumerate() {
        let id = format!("{own}{at}").parse().unwrap();
        let mut p = Paragraph::new(id, Role::Operative, &bank.text(pieces));
        p.label = Label::new(&format!("{}", at + 1));
        document.paragraphs.push(Arc::new(p));
    }
    document
}
