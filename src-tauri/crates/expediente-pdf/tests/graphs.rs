//! The object copier with random graphs of objects: cycles, sharing, depth, dangling references.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod fixtures;
use std::collections::BTreeSet;

use expediente_pdf::Page;
use fixtures::*;
use proptest::collection::vec;
use proptest::prelude::*;

/// One object of a graph, and the others that it names, by index. Those beyond the end do not
/// exist.
#[derive(Clone, Debug)]
struct Node {
    kind: Kind,
    /// Those it draws, or needs otherwise.
    drawn: Vec<usize>,
    /// Those that only its resources or private entries name.
    unused: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// A form.
    Form,
    /// A form without resources, which draws with those of the page.
    OldForm,
    /// A tiling pattern.
    Pattern,
    /// A graphics state whose soft mask is the form that it needs.
    Mask,
}

impl Node {
    /// The object as written; `at` is its index and its mark.
    fn body(&self, at: usize) -> String {
        let reference = |edge: &usize| format!("{} 0 R", edge + FIRST);
        let each = |of: &[usize], each: &dyn Fn(&usize) -> String| -> String {
            of.iter().map(each).collect()
        };
        let named = each(&self.drawn, &|edge| format!("/N{edge} {}", reference(edge)));
        let idle = each(&self.unused, &|edge| {
            format!("/N{edge} {}", reference(edge))
        });
        let used = each(&self.drawn, &|edge| format!("/N{edge} Do "));
        let private = format!("/Alternates[<</Image 4 0 R>>]/Ref<</F(mark)>>/PieceInfo<<{idle}>>");
        let content = format!("% mark-{at}-\n{used}");
        let resources = format!("/Resources<</XObject<<{idle}{named}>>/Font<<{named}>>>>");
        match self.kind {
            Kind::Form => stream(
                &format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]{private}{resources}"),
                &content,
            ),
            Kind::OldForm => stream(
                &format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]{private}"),
                &content,
            ),
            Kind::Pattern => stream(
                &format!(
                    "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9\
                     {private}{resources}"
                ),
                &content,
            ),
            Kind::Mask => {
                let mask = self.drawn.first().map_or_else(String::new, |edge| {
                    format!("/SMask<</S/Alpha/G {}/Private<<{idle}>>>>", reference(edge))
                });
                format!("<</Type/ExtGState/BM/Normal/D[[] {at}]{mask}/Private<<{idle}>>>>")
            }
        }
    }
}

/// The first object of the graph, after the catalog, the page tree, two pages and their content.
const FIRST: usize = 6;

fn graph() -> impl Strategy<Value = Vec<Node>> {
    // Some edges lead beyond the end, to objects that do not exist.
    let edges = || vec(0usize..44, 0..4);
    let kind = prop_oneof![
        Just(Kind::Form),
        Just(Kind::Form),
        Just(Kind::OldForm),
        Just(Kind::Pattern),
        Just(Kind::Mask)
    ];
    let node = (kind, edges(), edges()).prop_map(|(kind, drawn, unused)| Node {
        kind,
        drawn,
        unused,
    });
    // Only forms can be drawn by `Do`, and be a mask.
    vec(node, 1..40).prop_map(|mut nodes| {
        let is_form = |at: &usize| matches!(nodes[*at].kind, Kind::Form | Kind::OldForm);
        let forms: Vec<bool> = (0..nodes.len()).map(|at| is_form(&at)).collect();
        for node in &mut nodes {
            node.drawn.retain(|at| forms.get(*at) != Some(&false));
        }
        nodes
    })
}

/// Two pages that share all resources; each draws with one object of the graph in every way.
fn source(nodes: &[Node], roots: [usize; 2]) -> Vec<u8> {
    let all: String = (0..nodes.len())
        .map(|at| format!("/N{at} {} 0 R", at + FIRST))
        .collect();
    let page = |content: usize| {
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents {content} 0 R/Resources\
             <</XObject<<{all}>>/ExtGState<<{all}>>/Pattern<<{all}>>>>>>"
        )
    };
    let content = |root: usize| {
        stream(
            "",
            &format!(
                "/N{root} Do /N{root} gs /Pattern cs /N{root} scn ({0}) Tj",
                "/N0 /N1"
            ),
        )
    };
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        page(5),
        content(roots[1]),
        content(roots[0]),
    ];
    objects.extend(nodes.iter().enumerate().map(|(at, node)| node.body(at)));
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    pdf(&objects)
}

/// What the page draws: by definition, without regard to how it is copied. Forms without resources
/// draw with those of the page, where everything is.
fn reached(nodes: &[Node], root: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<usize> = vec![root];
    while let Some(at) = waiting.pop() {
        if let Some(node) = nodes.get(at)
            && reached.insert(at)
        {
            let drawn = match node.kind {
                Kind::Mask => node.drawn.get(..1).unwrap_or(&[]),
                _ => &node.drawn,
            };
            waiting.extend(drawn);
        }
    }
    reached
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(128)
    })]

    /// Copying any graph ends; what a page draws is copied, and what only its resources, private
    /// entries or strings name stays out.
    #[test]
    fn what_is_drawn_is_copied(nodes in graph(), first in 0usize..40, second in 0usize..40) {
        let source = open(source(&nodes, [first, second]));
        let (out, _) = assemble(&[source], |page: Page, _| page);
        let streams = unpacked(&out);
        let (text, file) = (String::from_utf8_lossy(&streams), String::from_utf8_lossy(&out));
        let reached = reached(&nodes, first);
        for (at, node) in nodes.iter().enumerate() {
            if matches!(node.kind, Kind::Mask) {
                continue;
            }
            let copied = text.contains(&format!("mark-{at}-"));
            prop_assert_eq!(copied, reached.contains(&at), "object {} of {:?}", at, nodes);
        }
        for private in ["Alternates", "PieceInfo", "Private"] {
            prop_assert!(!file.contains(private));
        }
    }
}
