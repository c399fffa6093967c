//! Duties as texts of six languages have them together.

use crate::compare::obligation::{Shift, obligations};

/// Found by reading successive resolutions of the Council that exist in six languages: what one says, all say.
#[test]
fn what_changed_in_one_language_changed_in_all() {
    use Shift::{Stronger, Weaker};
    for (pairs, shift) in [
        (
            [
                ("Noting with regret that", "Noting that"),
                ("Notant avec regret que", "Notant que"),
                ("Observando con pesar que", "Observando que"),
                ("отмечая с сожалением, что", "отмечая, что"),
                ("وإذ يلاحظ مع الأسف أن", "وإذ يلاحظ أن"),
                ("遗憾地注意到", "注意到"),
            ],
            Some(Weaker),
        ),
        (
            [
                (
                    "Expressing deep concern at the tensions",
                    "Noting the easing of tensions",
                ),
                (
                    "Se déclarant vivement préoccupé par les tensions",
                    "Prenant note de l’apaisement des tensions",
                ),
                (
                    "Expresando profunda preocupación por las tensiones",
                    "Observando la mitigación de las tensiones",
                ),
                (
                    "выражая глубокую озабоченность по поводу напряженности",
                    "отмечая ослабление напряженности",
                ),
                ("وإذ يعرب عن القلق البالغ من التوتر", "وإذ يلاحظ هدوء التوتر"),
                ("表示深为关切局势", "注意到局势缓解"),
            ],
            Some(Weaker),
        ),
        (
            [
                ("Reiterates its call for calm", "Notes the calm"),
                (
                    "Renouvelle son appel en faveur du calme",
                    "Prend note du calme",
                ),
                ("Pide nuevamente calma", "Observa la calma"),
                ("вновь призывает к спокойствию", "отмечает спокойствие"),
                ("يكرر دعوته إلى الهدوء", "يلاحظ الهدوء"),
                ("再次呼吁保持平静", "注意到平静"),
            ],
            Some(Weaker),
        ),
        (
            [
                (
                    "Regrets the lack of progress",
                    "Deeply regrets the lack of progress",
                ),
                (
                    "Déplore l’absence de progrès",
                    "Déplore vivement l’absence de progrès",
                ),
                (
                    "Lamenta que no se haya avanzado",
                    "Lamenta profundamente que no se haya avanzado",
                ),
                (
                    "сожалеет об отсутствии прогресса",
                    "глубоко сожалеет об отсутствии прогресса",
                ),
                (
                    "يعرب عن أسفه لعدم إحراز تقدم",
                    "يعرب عن أسفه الشديد لعدم إحراز تقدم",
                ),
                ("感到遗憾的是缺乏进展", "深感遗憾的是缺乏进展"),
            ],
            Some(Stronger),
        ),
        // One act in two words of a language is none.
        (
            [
                (
                    "Invites Member States to assist",
                    "Invites all Member States to assist",
                ),
                (
                    "Engageant les parties à négocier",
                    "Encourageant les parties à négocier",
                ),
                (
                    "Observando con aprecio los esfuerzos",
                    "Observando con reconocimiento los esfuerzos",
                ),
                (
                    "рекомендуя сторонам обеспечить",
                    "призывая стороны обеспечить",
                ),
                (
                    "يرحب بالإعلان، ويحث الطرفين على العمل",
                    "يحث الطرفين على العمل",
                ),
                ("邀请会员国提供协助", "请会员国提供协助"),
            ],
            None,
        ),
        // Neither is a noun, nor what another text said.
        (
            [
                ("Recalls the request", "Recalls the decision"),
                (
                    "son président, qui s’est dit préoccupé",
                    "son président, qui a déploré vivement la situation",
                ),
                ("Recuerda la solicitud", "Recuerda la decisión"),
                (
                    "приветствует план",
                    "с удовлетворением принимает к сведению план",
                ),
                ("وإذ يشير إلى القرار", "وإذ يشير إلى الطلب"),
                ("其中要求增加一项任务", "扩大了核查团的授权任务"),
            ],
            None,
        ),
    ] {
        for (old, new) in pairs {
            for (a, b, wanted) in [(old, new, shift), (new, old, shift.map(turned))] {
                let found = obligations(&crate::compare::words(a, b));
                let found: Vec<Shift> = found.iter().map(|duty| duty.shift).collect();
                assert_eq!(found, wanted.into_iter().collect::<Vec<_>>(), "{a} / {b}");
            }
        }
    }
}

fn turned(shift: Shift) -> Shift {
    match shift {
        Shift::Weaker => Shift::Stronger,
        Shift::Stronger => Shift::Weaker,
        Shift::Reversed => Shift::Reversed,
    }
}
