//! Every file of `fixtures/` is one saved posting and one snapshot of its whole record.
//!
//! After a change: `INSTA_UPDATE=always cargo test --test corpus`, then read the difference.

use jobgist::{Options, Posting};

/// The record of every fixture.
#[test]
fn records() {
    insta::glob!("../fixtures", "*.*", |path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        if name == "README.md" {
            return;
        }
        let bytes = std::fs::read(path).unwrap();
        let options = Options {
            name: name.to_owned(),
            ..Options::default()
        };
        let settings = {
            let mut settings = insta::Settings::clone_current();
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings
        };
        settings.bind(|| match Posting::parse(&bytes, &options) {
            Ok(posting) => insta::assert_json_snapshot!("record", posting),
            Err(error) => insta::assert_json_snapshot!("record", error.to_string()),
        });
    });
}
