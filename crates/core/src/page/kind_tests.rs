//! Tests of the page kind, with invented pages.

use crate::options::Options;
use crate::page::{self, Page, furniture, verdict};
use crate::posting::PageKind;
use crate::table::Languages;

fn kind(page: &str) -> (PageKind, String) {
    let page = page::read(page.as_bytes(), &Options::default()).unwrap_or_default();
    kind_of(page)
}

fn kind_of(mut page: Page) -> (PageKind, String) {
    let languages = Languages::of(page.language.as_deref());
    furniture::mark(&mut page, &languages);
    let outline = crate::testing::outline_of(&page, &languages);
    let verdict = verdict(&page, &outline, &languages);
    (verdict.kind, verdict.reason)
}

const POSTING: &str = "<h1>Ferry Deckhand</h1><p>We carry cars and bicycles across the fjord, forty times a day, \
    in all weathers and with good coffee on board.</p>\
    <h2>Responsibilities</h2><ul><li>Wave cars on board and lash them down</li><li>Check tickets and answer questions</li>\
    <li>Paint what rusts and oil what squeaks</li></ul>\
    <h2>Requirements</h2><ul><li>A certificate of safety at sea</li><li>One year on deck</li><li>Good English and some Norwegian</li></ul>";

fn html(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Page</title></head><body>{body}</body></html>"
    )
}

#[test]
fn a_posting_is_a_posting() {
    assert_eq!(kind(&html(POSTING)).0, PageKind::Posting);
    let bare = "Deckhand wanted\n\nYou will wave cars on board and lash them down.\nYou check tickets and answer questions.\n\
        You have a certificate of safety at sea and one year of experience on deck.\n";
    assert_eq!(kind(bare).0, PageKind::Posting);
}

#[test]
fn a_notice_closes_a_posting() {
    let notice = "<div role=\"alert\">This job is no longer accepting applications.</div>";
    let (kind_found, reason) = kind(&html(&format!("{notice}{POSTING}")));
    assert_eq!(kind_found, PageKind::Closed);
    assert!(reason.contains("no longer accepting"), "{reason}");
    let gone = html(
        "<h1>Sorry</h1><p>The position has been filled.</p><p>Have a look at our other vacancies.</p>",
    );
    assert_eq!(kind(&gone).0, PageKind::Closed);
}

#[test]
fn conditions_and_further_jobs_do_not_close_a_posting() {
    for more in [
        "<p>The advert stays online until the position has been filled.</p>",
        "<h2>Similar jobs</h2><ul><li>Cook</li><li>This job has expired</li></ul>",
        "<footer>This job has expired</footer>",
    ] {
        assert_eq!(
            kind(&html(&format!("{POSTING}{more}"))).0,
            PageKind::Posting,
            "{more}"
        );
    }
}

#[test]
fn login_forms_and_checks_are_told() {
    let login = html(
        "<h1>Sign in to view this job</h1><form><label>Email <input></label><label>Password <input></label></form>",
    );
    assert_eq!(kind(&login).0, PageKind::Login);
    let check = html(
        "<h1>One more step</h1><p>Please verify you are human by completing the action below.</p>",
    );
    assert_eq!(kind(&check).0, PageKind::Login);
    let posting = html(&format!("{POSTING}<div>Forgot your password?</div>"));
    assert_eq!(kind(&posting).0, PageKind::Posting);
}

#[test]
fn a_list_of_postings_is_a_board() {
    let cards: String = ["Cook", "Deckhand", "Ship Engineer", "Purser", "Ticket Clerk", "Harbour Pilot", "Diver", "Welder", "Nurse"]
        .iter()
        .map(|job| format!("<li><h3><a href=\"/x\">{job}</a></h3><div>Bergen</div><p>A short teaser of the work on board.</p></li>"))
        .collect();
    let (kind_found, reason) = kind(&html(&format!("<h1>34 jobs found</h1><ul>{cards}</ul>")));
    assert_eq!(kind_found, PageKind::Board, "{reason}");
    let posting = html(&format!("{POSTING}<h2>Similar jobs</h2><ul>{cards}</ul>"));
    assert_eq!(kind(&posting).0, PageKind::Posting);
}

#[test]
fn pages_without_text_are_empty_shells() {
    assert_eq!(
        kind(&html("<div id=\"root\">Loading...</div>")).0,
        PageKind::EmptyShell
    );
    assert_eq!(
        kind(&html("<div id=\"app\"></div>")).0,
        PageKind::EmptyShell
    );
    let menu =
        html("<nav><a href=\"/\">Home</a><a href=\"/jobs\">Jobs</a></nav><div id=\"app\"></div>");
    assert_eq!(kind(&menu).0, PageKind::EmptyShell);
}

#[test]
fn other_pages_are_other() {
    let article = html(&format!(
        "<h1>The history of the ferry</h1>{}",
        "<p>In the old days the crossing took two hours, and the captain told stories of storms and of the king's visit.</p>".repeat(6)
    ));
    let found = kind(&article);
    assert_ne!(found.0, PageKind::Closed, "{}", found.1);
    assert_eq!(kind("{\"a\": 1}").0, PageKind::Other);
}

/// A page in a language.
fn page_in(language: &str, title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"{language}\"><head><title>{title}</title></head><body>{body}</body></html>"
    )
}

#[track_caller]
fn all_are(expected: PageKind, pages: &[(&str, &str, &str)]) {
    for (language, title, body) in pages {
        let (found, reason) = kind(&page_in(language, title, body));
        assert_eq!(found, expected, "{language} {title:?} {body:?}: {reason}");
        assert!(!reason.is_empty());
    }
}

#[test]
fn checks_for_robots_are_logins() {
    all_are(
        PageKind::Login,
        &[
            (
                "en",
                "Just a moment...",
                "<h1>careers.pellwick.example</h1><p>Verifying you are human. This may take a few seconds.</p><p>careers.pellwick.example needs to review the security of your connection before proceeding.</p><div>Ray ID: 8f2a</div>",
            ),
            (
                "en",
                "Attention Required!",
                "<h1>Sorry, you have been blocked</h1><p>You are unable to access pellwick.example</p><p>This website is using a security service to protect itself from online attacks.</p>",
            ),
            (
                "en",
                "Access denied",
                "<h1>Access Denied</h1><p>You don't have permission to access this server.</p>",
            ),
            (
                "de",
                "Einen Moment",
                "<h1>Bitte bestätigen Sie, dass Sie kein Roboter sind</h1><p>Wir haben ungewöhnlichen Datenverkehr aus Ihrem Netz festgestellt.</p>",
            ),
            (
                "fr",
                "Un instant",
                "<h1>Vérifiez que vous êtes humain</h1><p>Cela peut prendre quelques secondes.</p>",
            ),
            (
                "es",
                "Un momento",
                "<h1>Verifica que eres humano</h1><p>Completa la acción que aparece a continuación.</p>",
            ),
        ],
    );
}

#[test]
fn walls_of_accounts_are_logins() {
    all_are(
        PageKind::Login,
        &[
            (
                "en",
                "Sign Up | NetCircle",
                "<h1>Join NetCircle</h1><p>By clicking Agree &amp; Join, you agree to our terms.</p><form><label>Email</label><label>Password (6+ characters)</label></form><p>Already on NetCircle? <a href=/in>Sign in</a></p><p>Sign in to view this job</p>",
            ),
            (
                "de",
                "Anmelden",
                "<h1>Anmelden</h1><p>Bitte melden Sie sich an, um die Stelle zu sehen.</p><a href=/p>Passwort vergessen?</a>",
            ),
            (
                "fr",
                "Connexion",
                "<h1>Connexion</h1><p>Connectez-vous pour voir cette offre.</p><a href=/p>Mot de passe oublié ?</a>",
            ),
            (
                "nl",
                "Inloggen",
                "<h1>Inloggen</h1><p>Log in om verder te gaan.</p><a href=/p>Wachtwoord vergeten?</a>",
            ),
            (
                "pl",
                "Logowanie",
                "<h1>Logowanie</h1><p>Zaloguj się, aby zobaczyć ofertę.</p><a href=/p>Nie pamiętasz hasła?</a>",
            ),
        ],
    );
}

#[test]
fn postings_that_are_gone_are_closed() {
    all_are(
        PageKind::Closed,
        &[
            (
                "en",
                "404",
                "<h1>Page not found</h1><p>The job you are looking for is no longer available.</p><a href=/jobs>All jobs</a>",
            ),
            (
                "en",
                "Job expired",
                "<h1>This job has expired</h1><p>Have a look at what else we have.</p>",
            ),
            (
                "de",
                "Stelle nicht verfügbar",
                "<h1>Diese Stelle ist nicht mehr verfügbar</h1><p>Schauen Sie sich gern unsere anderen Angebote an.</p>",
            ),
            (
                "fr",
                "Offre expirée",
                "<h1>Cette offre n'est plus disponible</h1><p>Découvrez nos autres annonces.</p>",
            ),
            (
                "es",
                "Oferta cerrada",
                "<h1>Esta oferta ya no está disponible</h1><p>Consulta otras ofertas.</p>",
            ),
            (
                "it",
                "Annuncio scaduto",
                "<h1>Questa offerta non è più disponibile</h1><p>Guarda gli altri annunci.</p>",
            ),
            (
                "nl",
                "Vacature gesloten",
                "<h1>Deze vacature is niet meer beschikbaar</h1><p>Bekijk onze andere vacatures.</p>",
            ),
            (
                "pl",
                "Oferta wygasła",
                "<h1>Ta oferta pracy wygasła</h1><p>Zobacz inne oferty.</p>",
            ),
            (
                "sv",
                "Annonsen borta",
                "<h1>Annonsen är inte längre tillgänglig</h1><p>Se våra andra lediga jobb.</p>",
            ),
        ],
    );
}

#[test]
fn a_filled_posting_keeps_its_text() {
    let full = html(&format!(
        "<p>This position has been filled. Thank you for your interest.</p>{POSTING}"
    ));
    let mut page = page::read(full.as_bytes(), &Options::default()).unwrap_or_default();
    let languages = Languages::of(Some("en"));
    furniture::mark(&mut page, &languages);
    let outline = crate::testing::outline_of(&page, &languages);
    assert_eq!(verdict(&page, &outline, &languages).kind, PageKind::Closed);
    let items: usize = outline.parts.iter().map(|part| part.items.len()).sum();
    assert!(items >= 6, "{items}");
}

#[test]
fn pages_that_are_gone_without_a_word_of_jobs_are_other() {
    all_are(
        PageKind::Other,
        &[
            (
                "en",
                "404 Not Found",
                "<h1>404</h1><p>We could not find the page that you asked for. It may have moved, or the link that you followed may be too old to work. You can go to the front page and start from there, or write to the webmaster if you think that this is a fault of ours.</p>",
            ),
            (
                "de",
                "Impressum",
                "<h1>Impressum</h1><p>Angaben gemäß § 5. Die Brauhof GmbH hat ihren Sitz in Leipzig und wird vertreten durch ihre Geschäftsführerin. Eingetragen im Handelsregister des Amtsgerichts. Für Inhalte fremder Seiten, auf die wir verweisen, sind deren Betreiber verantwortlich.</p>",
            ),
        ],
    );
}

#[test]
fn lists_of_postings_are_boards_in_every_language() {
    let cards = |jobs: &[&str]| -> String {
        jobs.iter()
            .map(|job| format!("<li><h3><a href=\"/x\">{job}</a></h3><span>Bergen</span></li>"))
            .collect()
    };
    let german = cards(&[
        "Koch",
        "Kellner",
        "Elektriker",
        "Schlosser",
        "Lagerist",
        "Buchhalter",
        "Ingenieur",
        "Pfleger",
        "Fahrer",
    ]);
    let french = cards(&[
        "Cuisinier",
        "Serveur",
        "Électricien",
        "Comptable",
        "Infirmier",
        "Ingénieur",
        "Chauffeur",
        "Vendeur",
        "Plombier",
    ]);
    let home: String = ["Engineering", "Sales", "Nursing", "Finance", "Driving"]
        .iter()
        .map(|team| format!("<a href=\"/t\">{team} jobs</a>"))
        .collect();
    all_are(
        PageKind::Board,
        &[
            (
                "de",
                "Stellenangebote",
                &format!("<h1>9 Stellenangebote</h1><ul>{german}</ul>"),
            ),
            (
                "fr",
                "Offres",
                &format!("<h1>9 offres d'emploi</h1><ul>{french}</ul>"),
            ),
        ],
    );
    let (found, reason) = kind(&page_in(
        "en",
        "Careers",
        &format!(
            "<h1>Careers at Pellwick</h1><p>We are a family of shops, and we are always happy to meet people who like people.</p>{home}"
        ),
    ));
    assert_ne!(found, PageKind::Posting, "{reason}");
}
