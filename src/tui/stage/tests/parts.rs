//! The stage stays in parts: nothing grows back into one struct that knows everything.

/// Every part with the file that it stands in, and the most fields it may have.
const PARTS: [(&str, &str, usize); 7] = [
    ("Stage", include_str!("../mod.rs"), 8),
    ("Play", include_str!("../play.rs"), 10),
    ("View", include_str!("../view.rs"), 10),
    ("Answering", include_str!("../answering.rs"), 10),
    ("Motion", include_str!("../motion.rs"), 10),
    ("Derived", include_str!("../derived.rs"), 10),
    ("Window", include_str!("../window.rs"), 10),
];

/// The fields of a struct, as its source has them: one a line.
fn fields<'a>(name: &str, source: &'a str) -> Vec<&'a str> {
    let (_, body) = source.split_once(&format!("struct {name} {{\n")).expect("it stands there");
    let (body, _) = body.split_once("\n}").expect("it ends");
    let lines = body.lines().map(str::trim).filter(|line| !line.starts_with("//") && !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(": ").map(|(field, _)| field)).collect()
}

#[test]
fn the_stage_has_at_most_eight_fields_and_no_part_more_than_ten() {
    for (name, source, most) in PARTS {
        let fields = fields(name, source);
        assert!(!fields.is_empty() && fields.len() <= most, "{name} has {}: {fields:?}", fields.len());
    }
}
