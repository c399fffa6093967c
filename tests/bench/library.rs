//! A library to search: paragraphs in six languages that share clauses, with names and numbers of their own, real ones of
//! the Security Council among them where they are at hand (`RAPPORTEUR_TEST_DATA`); and what people half remember of them.

use std::collections::HashMap;

use rapporteur::text::{fold, is_han};

use crate::generate::Dice;

/// What paragraphs of a language are made of.
struct Bank {
    code: &'static str,
    /// Of a hundred paragraphs so many.
    share: usize,
    clauses: &'static str,
    syllables: &'static str,
    /// Rows of a keyboard: a slip hits a neighbour.
    keys: &'static str,
}

const BANKS: [Bank; 6] = [
    Bank {
        code: "en",
        share: 58,
        clauses: "Recalling all its resolutions on the situation in {n},|Deeply concerned by the lack of progress in {n},|Requests the Secretary-General to report by {y} on the implementation of paragraph {d},|Calls upon the parties in {n} to respect the ceasefire and to refrain from impeding access,|Welcomes the agreement signed in {n} in {y},|Stresses the full, equal and meaningful participation of women in the peace process,|taking into account national circumstances and priorities,|in accordance with the Charter of the United Nations,|Decides to extend until {y} the mandate of the Mission in {n},|as set out in paragraph {d} of the report of the {n} Group,|the safe, rapid and unhindered delivery of humanitarian assistance to {n},|Demands that all armed groups disarm, demobilize and reintegrate former combatants",
        syllables: "ba de gra ki lo mu na pe sha to vi wa zi kor len dur mas",
        keys: "qwertyuiop asdfghjkl zxcvbnm",
    },
    Bank {
        code: "fr",
        share: 9,
        clauses: "Rappelant toutes ses résolutions sur la situation à {n},|Profondément préoccupé par l’absence de progrès à {n},|Prie le Secrétaire général de lui rendre compte avant {y} de l’application du paragraphe {d},|Demande aux parties à {n} de respecter le cessez-le-feu et de ne pas entraver l’accès,|Se félicite de l’accord signé à {n} en {y},|Souligne la participation pleine, égale et véritable des femmes au processus de paix,|compte tenu de la situation et des priorités nationales,|conformément à la Charte des Nations Unies,|Décide de proroger jusqu’en {y} le mandat de la Mission à {n},|ainsi qu’il est dit au paragraphe {d} du rapport du Groupe de {n},|l’acheminement sûr, rapide et sans entrave de l’aide humanitaire à {n},|Exige que tous les groupes armés désarment et réintègrent les anciens combattants",
        syllables: "ba dé gra ki lo mu na pé cha to vi oi zi cor len dur mas",
        keys: "azertyuiop qsdfghjklm wxcvbn",
    },
    Bank {
        code: "es",
        share: 9,
        clauses: "Recordando todas sus resoluciones sobre la situación en {n},|Profundamente preocupado por la falta de progresos en {n},|Solicita al Secretario General que informe antes de {y} sobre la aplicación del párrafo {d},|Exhorta a las partes en {n} a que respeten el alto el fuego y no obstaculicen el acceso,|Acoge con beneplácito el acuerdo firmado en {n} en {y},|Subraya la participación plena, igualitaria y significativa de las mujeres en el proceso de paz,|teniendo en cuenta las circunstancias y prioridades nacionales,|de conformidad con la Carta de las Naciones Unidas,|Decide prorrogar hasta {y} el mandato de la Misión en {n},|como se indica en el párrafo {d} del informe del Grupo de {n},|la entrega segura, rápida y sin trabas de asistencia humanitaria a {n},|Exige que todos los grupos armados desarmen y reintegren a los excombatientes",
        syllables: "ba de gra qui lo mu ña pe cha to vi gua zi cor len dur mas",
        keys: "qwertyuiop asdfghjklñ zxcvbnm",
    },
    Bank {
        code: "ru",
        share: 8,
        clauses: "ссылаясь на все свои резолюции о положении в {n},|будучи глубоко обеспокоен отсутствием прогресса в {n},|просит Генерального секретаря доложить до {y} года об осуществлении пункта {d},|призывает стороны в {n} соблюдать прекращение огня и не препятствовать доступу,|приветствует соглашение, подписанное в {n} в {y} году,|подчеркивает полноценное и равноправное участие женщин в мирном процессе,|с учетом национальных условий и приоритетов,|в соответствии с Уставом Организации Объединенных Наций,|постановляет продлить до {y} года мандат Миссии в {n},|как указано в пункте {d} доклада Группы по {n},|безопасную и беспрепятственную доставку гуманитарной помощи в {n},|требует, чтобы все вооруженные группы разоружились",
        syllables: "ба де гра ки ло му на пе ша то ви за кор лен дур мас жи",
        keys: "йцукенгшщзхъ фывапролджэ ячсмитьбю",
    },
    Bank {
        code: "ar",
        share: 7,
        clauses: "إذ يشير إلى جميع قراراته بشأن الحالة في {n}،|وإذ يساوره بالغ القلق إزاء عدم إحراز تقدم في {n}،|يطلب إلى الأمين العام أن يقدم قبل عام {y} تقريرا عن تنفيذ الفقرة {d}،|يهيب بالأطراف في {n} أن تحترم وقف إطلاق النار وألا تعرقل الوصول،|يرحب بالاتفاق الموقع في {n} عام {y}،|يشدد على مشاركة المرأة مشاركة كاملة ومتساوية ومجدية في عملية السلام،|مع مراعاة الظروف والأولويات الوطنية،|وفقا لميثاق الأمم المتحدة،|يقرر تمديد ولاية البعثة في {n} حتى عام {y}،|على النحو المبين في الفقرة {d} من تقرير فريق {n}،|إيصال المساعدة الإنسانية إلى {n} بصورة آمنة وسريعة ودون عوائق،|يطالب جميع الجماعات المسلحة بنزع سلاحها",
        syllables: "با دي كر لو مو نا في شا تو وي زا كور لن دور ماس جي",
        keys: "ضصثقفغعهخحج شسيبلاتنمك ئءؤرىةوز",
    },
    Bank {
        code: "zh",
        share: 9,
        clauses: "回顾其关于{n}局势的所有决议，|深为关切{n}缺乏进展，|请秘书长在{y}年之前报告第{d}段的执行情况，|吁请{n}各方遵守停火并避免阻碍通行，|欢迎{y}年在{n}签署的协定，|强调妇女充分、平等和切实参与和平进程，|考虑到国情和优先事项，|按照《联合国宪章》，|决定将驻{n}特派团的任务期限延长至{y}年，|如{n}小组报告第{d}段所述，|安全、迅速和无阻碍地向{n}运送人道主义援助，|要求所有武装团体解除武装并使前战斗人员重返社会",
        syllables: "巴 德 格 基 洛 穆 纳 佩 沙 托 维 瓦 齐 科 伦 杜 马",
        keys: "",
    },
];

/// The codes of the languages.
pub(crate) const LANGUAGES: [&str; 6] = ["en", "fr", "es", "ru", "ar", "zh"];

/// A paragraph with its language.
pub(crate) struct Paragraph {
    pub(crate) language: &'static str,
    pub(crate) text: String,
}

/// A query, and what is left in it of the words that were meant.
pub(crate) struct Asked {
    pub(crate) language: &'static str,
    pub(crate) query: String,
    pub(crate) left: Left,
}

/// What garbling left of words in a row. Slips leave a word what it was, but for Chinese, where another character says
/// nothing of the one that was meant.
pub(crate) struct Left {
    /// Words, or characters of Chinese.
    parts: Vec<Part>,
    /// The longest run of whole parts: a text without it need not be looked at closely.
    longest: String,
    is_han: bool,
}

/// A word, or a character of Chinese.
#[derive(Clone)]
enum Part {
    /// Folded.
    Whole(String),
    /// Its beginning, folded.
    Begun(String),
    /// It was left out, or nothing of it is left.
    Any,
}

impl Left {
    fn of(parts: Vec<Part>, han: bool) -> Self {
        let runs = parts.split(|part| !matches!(part, Part::Whole(_)));
        let joined = runs.map(|run| {
            let words: Vec<&str> = run
                .iter()
                .filter_map(|part| match part {
                    Part::Whole(word) => Some(word.as_str()),
                    _ => None,
                })
                .collect();
            words.join(if han { "" } else { " " })
        });
        let longest = joined.max_by_key(String::len).unwrap_or_default();
        Self {
            parts,
            longest,
            is_han: han,
        }
    }

    /// Whether a folded text says it: nobody could tell two texts apart by the query that both do.
    pub(crate) fn says(&self, text: &str) -> bool {
        if !text.contains(&self.longest) {
            return false;
        }
        let words: Vec<&str> = if self.is_han {
            text.split_inclusive(|_: char| true).collect()
        } else {
            text.split_whitespace().collect()
        };
        let last = self.parts.len() - 1;
        words.windows(last + 1).any(|row| {
            row.iter()
                .zip(self.parts.iter().enumerate())
                .all(|(word, (at, part))| match part {
                    Part::Whole(meant) if at == 0 => word.ends_with(meant.as_str()),
                    Part::Whole(meant) if at == last => word.starts_with(meant.as_str()),
                    Part::Whole(meant) => word == meant,
                    Part::Begun(meant) => word.starts_with(meant.as_str()),
                    Part::Any => true,
                })
        })
    }
}

/// Real clauses of each language, or none.
fn real(code: &str) -> Vec<String> {
    let Some(place) = std::env::var_os("RAPPORTEUR_TEST_DATA") else {
        return Vec::new();
    };
    let path = std::path::PathBuf::from(place).join(format!("unsc/paragraphs.{code}.jsonl"));
    let lines = std::fs::read_to_string(path).unwrap_or_default();
    let mut clauses = Vec::new();
    for line in lines.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = row["text"].as_str().unwrap_or_default().to_owned();
        let parts = text.split_inclusive([',', ';', '،', '؛', '，', '；']);
        clauses.extend(parts.map(|part| part.trim().to_owned()));
    }
    clauses
}

fn name(bank: &Bank, dice: &mut Dice) -> String {
    let syllables: Vec<&str> = bank.syllables.split(' ').collect();
    // Few names are frequent, many are rare.
    let rare = dice.below(4);
    let mut own = Dice::new(1 + dice.below(10_usize.pow(2 + rare as u32)) as u64 * 7919);
    let mut name = String::new();
    for _ in 0..2 + rare.min(2) {
        name.push_str(syllables[own.below(syllables.len())]);
    }
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

/// So many paragraphs; the same for the same number.
pub(crate) fn paragraphs(count: usize) -> Vec<Paragraph> {
    let mut dice = Dice::new(20_100_624);
    let clauses: Vec<(Vec<&str>, Vec<String>)> = BANKS
        .iter()
        .map(|bank| (bank.clauses.split('|').collect(), real(bank.code)))
        .collect();
    let mut all = Vec::with_capacity(count);
    while all.len() < count {
        let (mut at, mut share) = (0, dice.below(100));
        while at + 1 < BANKS.len() && share >= BANKS[at].share {
            share -= BANKS[at].share;
            at += 1;
        }
        let (bank, (own, real)) = (&BANKS[at], &clauses[at]);
        let mut text = String::new();
        for turn in 0..3 + dice.below(5) {
            if turn > 0 && bank.code != "zh" {
                text.push(' ');
            }
            if !real.is_empty() && dice.below(3) > 0 {
                text.push_str(&real[dice.below(real.len())]);
                continue;
            }
            let clause = own[dice.below(own.len())];
            let clause = clause.replace("{n}", &name(bank, &mut dice));
            let clause = clause.replace("{y}", &format!("{}", 1946 + dice.below(90)));
            text.push_str(&clause.replace("{d}", &format!("{}", 1 + dice.below(99))));
        }
        text.push(if bank.code == "zh" { '；' } else { ';' });
        all.push(Paragraph {
            language: bank.code,
            text,
        });
    }
    all
}

/// Words in a row as people remember them, seven ways: as they are, with slips, some left out, the halves exchanged, the
/// last one unfinished, without accents and in capitals, and several of these at once.
pub(crate) fn queries(paragraphs: &[Paragraph], a_language: usize) -> Vec<Asked> {
    let mut dice = Dice::new(64_095);
    let mut asked = Vec::new();
    let mut left: HashMap<&str, usize> = LANGUAGES.iter().map(|l| (*l, a_language)).collect();
    let mut spans: Vec<(&Paragraph, Vec<String>, String)> = Vec::new();
    for turn in 0..paragraphs.len().min(200_000) {
        let paragraph = &paragraphs[(turn * 7919 + 13) % paragraphs.len()];
        let Some(open) = left.get_mut(paragraph.language).filter(|open| **open > 0) else {
            continue;
        };
        if let Some((words, meant)) = span(paragraph, &mut dice) {
            spans.push((paragraph, words, meant));
            *open -= 1;
        }
    }
    // What more than ten paragraphs say is no one of them.
    let folded: Vec<String> = paragraphs.iter().map(|p| fold(&p.text)).collect();
    spans.retain(|(_, _, meant)| {
        let holders = folded.iter().filter(|text| text.contains(meant.as_str()));
        (1..=10).contains(&holders.take(11).count())
    });
    for (paragraph, words, _) in spans {
        let bank = BANKS.iter().find(|b| b.code == paragraph.language).unwrap();
        for kind in 0..7 {
            let (query, left) = garbled(kind, &words, bank, &mut dice);
            // Nor is what more than ten paragraphs say as well as what is left of it.
            let holders = folded.iter().filter(|text| left.says(text));
            if (1..=10).contains(&holders.take(11).count()) {
                asked.push(Asked {
                    language: bank.code,
                    query,
                    left,
                });
            }
        }
    }
    asked
}

/// Three to seven words in a row without a mark between them, two of them long; of Chinese pairs of characters.
fn span(paragraph: &Paragraph, dice: &mut Dice) -> Option<(Vec<String>, String)> {
    let count = 3 + dice.below(5);
    let marks = [
        ',', ';', '.', ':', '(', ')', '،', '؛', '，', '；', '、', '《', '》', '“', '”',
    ];
    let runs: Vec<&str> = paragraph.text.split(marks).collect();
    let run = runs[dice.below(runs.len())].trim();
    if paragraph.language == "zh" {
        let letters: Vec<char> = run.chars().collect();
        let most = letters.len().checked_sub(count * 2)?;
        let start = dice.below(most + 1);
        let words: Vec<String> = letters[start..start + count * 2]
            .chunks(2)
            .map(|pair| pair.iter().collect())
            .collect();
        let all_han = words.concat().chars().all(is_han);
        return all_han.then(|| (words.clone(), fold(&words.concat())));
    }
    let words: Vec<&str> = run.split_whitespace().collect();
    let most = words.len().checked_sub(count)?;
    let start = dice.below(most + 1);
    let words: Vec<String> = words[start..start + count]
        .iter()
        .map(|w| (*w).to_owned())
        .collect();
    let long = words
        .iter()
        .filter(|word| word.chars().count() >= 6)
        .count();
    let meant = fold(&words.join(" "));
    (long >= 2).then_some((words, meant))
}

fn garbled(kind: usize, words: &[String], bank: &Bank, dice: &mut Dice) -> (String, Left) {
    let han = bank.code == "zh";
    // Of Chinese a word is two characters.
    let parts_of = |word: &str| -> Vec<Part> {
        let whole = |part: &str| Part::Whole(fold(part));
        if han {
            word.split_inclusive(|_: char| true).map(whole).collect()
        } else {
            vec![whole(word)]
        }
    };
    let mut left: Vec<Vec<Part>> = words.iter().map(|word| parts_of(word)).collect();
    let mut words = words.to_vec();
    let mut between = if han { "" } else { " " };
    let long = |words: &[String]| -> Vec<usize> {
        let least = if han { 2 } else { 5 };
        let all = words.iter().enumerate();
        all.filter(|(_, word)| word.chars().count() >= least)
            .map(|(at, _)| at)
            .collect()
    };
    if kind == 1 || kind == 6 {
        let mut places = long(&words);
        for _ in 0..if kind == 1 {
            places.len().div_ceil(3)
        } else {
            1
        } {
            if places.is_empty() {
                break;
            }
            let at = places.swap_remove(dice.below(places.len()));
            words[at] = slip(&words[at], bank, dice);
            if han {
                left[at][1] = Part::Any;
            }
        }
    }
    if (kind == 2 || kind == 6) && words.len() > 3 {
        let at = 1 + dice.below(words.len() - 2);
        words.remove(at);
        left[at].fill(Part::Any);
    }
    if kind == 3 {
        let at = 1 + dice.below(words.len() - 1);
        words.rotate_left(at);
        between = " ";
    }
    if kind == 4 || kind == 6 {
        let last = words.pop().unwrap();
        let letters = last.chars().count();
        let begun: String = last.chars().take((letters * 3 / 5).max(1)).collect();
        if let Some(part) = left.last_mut().and_then(|parts| parts.last_mut()) {
            *part = if han {
                Part::Any
            } else {
                Part::Begun(fold(&begun))
            };
        }
        words.push(begun);
    }
    if kind == 5 {
        words = words.iter().map(|word| fold(word).to_uppercase()).collect();
    }
    (words.join(between), Left::of(left.concat(), han))
}

/// A letter left out, two exchanged, one put in, or the one beside it on the keyboard.
fn slip(word: &str, bank: &Bank, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if bank.code == "zh" {
        letters[1] = ['的', '和', '在', '与'][dice.below(4)];
        return letters.into_iter().collect();
    }
    let at = 1 + dice.below(letters.len() - 1);
    let near = bank
        .keys
        .split(' ')
        .find_map(|row| {
            let row: Vec<char> = row.chars().collect();
            let place = row.iter().position(|c| *c == letters[at])?;
            row.get(place + 1)
                .or_else(|| row.get(place.checked_sub(1)?))
                .copied()
        })
        .unwrap_or(letters[at]);
    match dice.below(4) {
        0 => drop(letters.remove(at)),
        1 if at + 1 < letters.len() => letters.swap(at, at + 1),
        2 => letters.insert(at, near),
        _ => letters[at] = near,
    }
    letters.into_iter().collect()
}

/// Drafts: halves of two paragraphs of a language with a word of nobody's now and then.
pub(crate) fn drafts(paragraphs: &[Paragraph], count: usize) -> Vec<String> {
    let mut dice = Dice::new(5);
    let mut drafts = Vec::new();
    while drafts.len() < count {
        let first = &paragraphs[dice.below(paragraphs.len())];
        let second = &paragraphs[dice.below(paragraphs.len())];
        if first.language != second.language {
            continue;
        }
        let halves = |text: &str, second: bool| {
            let words: Vec<String> = text.split_inclusive(' ').map(str::to_owned).collect();
            let (a, b) = words.split_at(words.len() * if second { 1 } else { 2 } / 3);
            if second { b.to_vec() } else { a.to_vec() }
        };
        let mut words = halves(&first.text, false);
        words.extend(halves(&second.text, true));
        for _ in 0..words.len() / 16 {
            words.insert(dice.below(words.len()), "zymurgy ".to_owned());
        }
        drafts.push(words.concat());
    }
    drafts
}
