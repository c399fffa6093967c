//! Duties that are told in the past tense, as declarations of conferences tell them.

use super::all_said;

#[test]
fn duties_in_the_past_tense() {
    all_said(&[
        (
            "The participants decided to establish a centre.",
            "The participants requested the establishment of a centre.",
            "decided → requested -",
        ),
        (
            "The participants decided to establish a centre.",
            "The participants noted the wish to establish a centre.",
            "decided → noted -",
        ),
        (
            "The States participating in the Conference urged all States to act.",
            "The States participating in the Conference invited all States to act.",
            "urged → invited -",
        ),
        (
            "They called upon the States parties to the Treaty to carry out article 6.",
            "They stressed that the States parties to the Treaty should carry out article 6.",
            "called upon → stressed -",
        ),
        (
            "The participants met in May. They called upon the parties to carry out article 6.",
            "The participants met in May. They stressed that the parties should carry out article 6.",
            "called upon → stressed -",
        ),
        (
            "The participants noted that much was done and decided to establish a centre.",
            "The participants noted that much was done and requested that a centre be established.",
            "decided → requested -",
        ),
        (
            "The participants expressed their deep concern at the tensions.",
            "The participants noted the tensions.",
            "expressed their deep concern → noted -",
        ),
        (
            "Les participants ont décidé de créer un centre.",
            "Les participants ont pris note du souhait de créer un centre.",
            "ont décidé → ont pris note -",
        ),
        (
            "La Conférence a instamment demandé aux États d’agir.",
            "La Conférence a demandé aux États d’agir.",
            "a instamment demandé → a demandé -",
        ),
        (
            "Les participants se sont félicités du rapport.",
            "Les participants ont noté le rapport.",
            "se sont félicités → ont noté -",
        ),
        (
            "La Conferencia decidió establecer un centro.",
            "La Conferencia tomó nota del deseo de establecer un centro.",
            "decidió → tomó nota -",
        ),
        (
            "Los participantes exhortaron a los Estados a actuar.",
            "Los participantes invitaron a los Estados a actuar.",
            "exhortaron → invitaron -",
        ),
        (
            "Участники решили создать центр.",
            "Участники отметили желание создать центр.",
            "решили → отметили -",
        ),
        (
            "Конференция настоятельно призвала государства сотрудничать.",
            "Конференция призвала государства сотрудничать.",
            "настоятельно призвала → призвала -",
        ),
        (
            "Комитет обратился с призывом к сторонам.",
            "Комитет постановил обратиться к сторонам.",
            "обратился с призывом → постановил +",
        ),
        (
            "قرر المشاركون إنشاء مركز.",
            "أحاط المشاركون علما بإنشاء مركز.",
            "قرر → أحاط المشاركون علما -",
        ),
        (
            "قررت الدول إنشاء مركز.",
            "أحاطت الدول علما بإنشاء مركز.",
            "قررت → أحاطت الدول علما -",
        ),
        (
            "وأعرب المشاركون عن بالغ قلقهم إزاء التوتر.",
            "ولاحظ المشاركون التوتر.",
            "وأعرب المشاركون عن بالغ قلقهم → ولاحظ -",
        ),
        (
            "حث المشاركون الدول على العمل.",
            "شجع المشاركون الدول على العمل.",
            "حث → شجع -",
        ),
    ]);
}

#[test]
fn what_was_told_of_others_in_the_past_tense_is_no_duty() {
    all_said(
        &[
            (
                "Welcomes the measures decided by the Council;",
                "Welcomes the measures requested by the Council;",
            ),
            (
                "Shall report as requested in resolution 5 on the matter",
                "Shall report as decided in resolution 5 on the matter",
            ),
            (
                "Recalls its resolution 5, in which it decided to extend the mandate;",
                "Recalls its resolution 5, in which it requested the Board to extend it;",
            ),
            (
                "The plan noted above is the basis.",
                "The plan endorsed above is the basis.",
            ),
            (
                "The States were urged to act.",
                "The States were invited to act.",
            ),
            (
                "The States that urged all others to act met.",
                "The States that invited all others to act met.",
            ),
            (
                "Recalls the reports the Council welcomed last year;",
                "Recalls the reports the Council requested last year;",
            ),
            (
                "Les mesures décidées par le Conseil sont en place.",
                "Les mesures demandées par le Conseil sont en place.",
            ),
            (
                "Le rapport qui a noté ces faits est paru.",
                "Le rapport qui a condamné ces faits est paru.",
            ),
            (
                "Las medidas decididas por el Consejo.",
                "Las medidas solicitadas por el Consejo.",
            ),
            (
                "La resolución en la que decidió prorrogar el mandato",
                "La resolución en la que pidió prorrogar el mandato",
            ),
            ("Решённый вопрос остался.", "Отмеченный вопрос остался."),
            (
                "Резолюция, в которой Совет постановил создать миссию",
                "Резолюция, в которой Совет просил создать миссию",
            ),
            (
                "بناء على طلب المجلس إنشاء مركز",
                "بناء على دعم المجلس إنشاء مركز",
            ),
            (
                "القرار الذي قرر فيه إنشاء مركز",
                "القرار الذي طلب فيه إنشاء مركز",
            ),
            // Present and past say the same.
            (
                "The participants decided to establish a centre.",
                "The Conference decides to establish a centre.",
            ),
        ]
        .map(|(old, new)| (old, new, "")),
    );
}

#[test]
fn alarm_is_no_less_than_serious_concern() {
    let table = [
        ("Expresses serious concern at", "Expresses alarm at"),
        (
            "Constate avec une vive préoccupation les violations",
            "Se déclare alarmé par les violations",
        ),
        (
            "Expresa seria preocupación por las violaciones",
            "Expresa alarma por las violaciones",
        ),
        (
            "выражает серьезную озабоченность по поводу нарушений",
            "выражает тревогу по поводу нарушений",
        ),
        (
            "يعرب عن القلق البالغ إزاء الانتهاكات",
            "يعرب عن الجزع إزاء الانتهاكات",
        ),
        ("表示严重关切侵犯行为", "表示震惊地注意到侵犯行为"),
        // In no table.
        ("表示严重关切侵犯行为", "愕然地注意到侵犯行为"),
    ];
    all_said(&table.map(|(old, new)| (old, new, "")));
    all_said(&[
        (
            "Notes with alarm the",
            "Notes the",
            "Notes with alarm → Notes -",
        ),
        (
            "震惊地注意到侵犯行为",
            "注意到侵犯行为",
            "震惊地注意到 → 注意到 -",
        ),
    ]);
}

#[test]
fn a_noun_beside_an_infinitive_is_no_verb_that_binds() {
    let table = [
        (
            "посланника, который мог бы оказать поддержку в поиске",
            "посланника для оказания услуг в поиске",
        ),
        (
            "Les Parties peuvent présenter un rapport",
            "La présentation d’un rapport",
        ),
        (
            "Los Estados podrán presentar informes",
            "La presentación de informes",
        ),
    ];
    all_said(&table.map(|(old, new)| (old, new, "")));
}
