//! The proved claims and what they rest on, as a picture.

use std::fmt::Write;

use super::layers::{Layout, Place, layout};
use super::{Claim, Grade, Register};

/// The width of a node, and the room between two columns of them.
const WIDTH: f64 = 172.0;
const BETWEEN: f64 = 44.0;

/// Labels: characters in a line, height of a line, room above and below.
const CHARACTERS: usize = 27;
const LINE: f64 = 12.5;
const PADDING: f64 = 5.0;

/// Room around the picture, between its parts, and in the blocks of loose nodes.
const MARGIN: f64 = 8.0;
const PART: f64 = 34.0;
const GAP: f64 = 8.0;

/// Columns of loose nodes, at least.
const COLUMNS: usize = 4;

/// Colours come from the page: dark on light, or light on dark. The same rules serve the file on its own.
const STYLE: &str = "\
.claims { color: inherit; font: 10.5px system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif; }
.claims a, .claims a:link, .claims a:visited { color: inherit; text-decoration: none; }
.claims text { fill: currentColor; text-anchor: middle; }
.claims .note { text-anchor: start; font-size: 12px; opacity: 0.75; }
.claims path { fill: none; stroke: currentColor; stroke-opacity: 0.4; }
.claims rect { fill-opacity: 0.14; stroke-width: 1.2; }
.claims a:hover rect, .claims a:focus rect { fill-opacity: 0.4; }
svg.claims:root { color: #222; background: #fff; }
@media (prefers-color-scheme: dark) { svg.claims:root { color: #ddd; background: #1c1c1c; } }";

/// A node of the picture.
struct Node<'a> {
    claim: &'a Claim,
    lines: Vec<String>,
}

impl Node<'_> {
    #[expect(clippy::cast_precision_loss, reason = "a label has a handful of lines")]
    fn height(&self) -> f64 {
        self.lines.len() as f64 * LINE + 2.0 * PADDING
    }
}

/// The proved claims as an SVG without empty lines, so that it can stand in a page of Markdown.
///
/// Columns lead from left to right: a proof rests on what its lines come from. Claims with no line are below. Each node
/// links to `#ID` and shows its statement on hovering.
#[must_use]
pub fn drawing(register: &Register) -> String {
    let graph = register.dependencies();
    let proved = || {
        register
            .claims()
            .iter()
            .filter(|c| c.grade == Grade::Proved)
    };
    let is_linked = |claim: &&Claim| {
        graph
            .uses(&claim.id)
            .chain(graph.used_by(&claim.id))
            .next()
            .is_some()
    };
    let linked: Vec<Node<'_>> = proved().filter(is_linked).map(node).collect();
    let loose: Vec<Node<'_>> = proved().filter(|c| !is_linked(c)).map(node).collect();

    let number = |id: &str| linked.iter().position(|node| node.claim.id == id);
    let edges: Vec<(usize, usize)> = linked
        .iter()
        .enumerate()
        .flat_map(|(to, node)| {
            let used = graph.directly(&node.claim.id);
            used.into_iter()
                .filter_map(number)
                .map(move |from| (from, to))
        })
        .collect();
    let heights: Vec<f64> = linked.iter().map(Node::height).collect();
    let layout = layout(&heights, &edges);

    let mut families = register.families();
    families.retain(|family| proved().any(|claim| claim.family() == *family));
    let mut picture = Picture {
        body: String::new(),
        families,
        bottom: MARGIN,
        columns: layout.layers.max(COLUMNS),
    };
    picture.legend();
    if !linked.is_empty() {
        picture.graph(&linked, &layout);
    }
    if !loose.is_empty() {
        picture.loose(&loose, linked.is_empty());
    }
    picture.finish()
}

fn node(claim: &Claim) -> Node<'_> {
    let mut lines: Vec<String> = Vec::new();
    for word in claim.id.split('_') {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= CHARACTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    Node { claim, lines }
}

struct Picture<'a> {
    body: String,
    families: Vec<&'a str>,
    /// The lower end of what is drawn.
    bottom: f64,
    columns: usize,
}

impl Picture<'_> {
    /// The left side of a column.
    #[expect(clippy::cast_precision_loss, reason = "there is a handful of columns")]
    fn left(column: usize) -> f64 {
        MARGIN + column as f64 * (WIDTH + BETWEEN)
    }

    /// A colour for each family; the angle spreads neighbours.
    fn colour(&self, family: &str) -> String {
        let place = self.families.iter().position(|known| *known == family);
        format!("hsl({} 62% 50%)", place.unwrap_or(0) * 137 % 360)
    }

    fn legend(&mut self) {
        for (place, family) in self.families.clone().into_iter().enumerate() {
            let column = place % self.columns;
            if place > 0 && column == 0 {
                self.bottom += 22.0;
            }
            let (x, y) = (Self::left(column), self.bottom);
            let colour = self.colour(family);
            let _ = writeln!(
                self.body,
                "<rect x=\"{}\" y=\"{}\" width=\"14\" height=\"14\" rx=\"3\" fill=\"{colour}\" stroke=\"{colour}\"/>\
                 <text class=\"note\" x=\"{}\" y=\"{}\">{}</text>",
                short(x),
                short(y),
                short(x + 20.0),
                short(y + 11.5),
                escape(&family.replace('-', " ")),
            );
        }
        self.bottom += 14.0 + PART / 2.0;
    }

    fn graph(&mut self, nodes: &[Node<'_>], layout: &Layout) {
        let top = self.bottom;
        for path in &layout.edges {
            self.edge(path, top);
        }
        for (node, place) in nodes.iter().zip(&layout.nodes) {
            let y = top + place.middle - node.height() / 2.0;
            self.node(node, Self::left(place.layer), y);
        }
        self.bottom = top + layout.height;
    }

    /// A curve from the right side of its first node to the left side of its last.
    fn edge(&mut self, path: &[Place], top: f64) {
        let mut text = String::new();
        for (from, to) in path.iter().zip(path.iter().skip(1)) {
            let (x0, y0) = (Self::left(from.layer) + WIDTH, top + from.middle);
            let (x1, y1) = (Self::left(to.layer), top + to.middle);
            let middle = (x0 + x1) / 2.0;
            if text.is_empty() {
                let _ = write!(text, "M{} {}", short(x0), short(y0));
            } else {
                // Straight on past the nodes of the layer in between.
                let _ = write!(text, "H{}", short(x0));
            }
            let [x0, y0, x1, y1] = [middle, y0, x1, y1].map(short);
            let _ = write!(text, "C{x0} {y0} {x0} {y1} {x1} {y1}");
        }
        let _ = writeln!(self.body, "<path d=\"{text}\"/>");
    }

    fn node(&mut self, node: &Node<'_>, x: f64, y: f64) {
        let colour = self.colour(node.claim.family());
        let _ = write!(
            self.body,
            "<a href=\"#{id}\"><title>{id}: {statement}</title>\
             <rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"5\" fill=\"{colour}\" stroke=\"{colour}\"/>",
            short(x),
            short(y),
            short(WIDTH),
            short(node.height()),
            id = escape(&node.claim.id),
            statement = escape(&node.claim.statement),
        );
        let mut baseline = y + PADDING - 3.2;
        for line in &node.lines {
            baseline += LINE;
            let _ = write!(
                self.body,
                "<text x=\"{}\" y=\"{}\">{}</text>",
                short(x + WIDTH / 2.0),
                short(baseline),
                escape(line)
            );
        }
        self.body.push_str("</a>\n");
    }

    /// Nodes without edges, in rows.
    fn loose(&mut self, nodes: &[Node<'_>], alone: bool) {
        if !alone {
            self.bottom += PART;
            let _ = writeln!(
                self.body,
                "<text class=\"note\" x=\"{}\" y=\"{}\">neither rests on another of these claims nor supports one</text>",
                short(MARGIN),
                short(self.bottom - 9.0)
            );
        }
        for row in nodes.chunks(self.columns) {
            for (column, node) in row.iter().enumerate() {
                self.node(node, Self::left(column), self.bottom);
            }
            self.bottom += row.iter().map(Node::height).fold(0.0, f64::max) + GAP;
        }
    }

    fn finish(self) -> String {
        let width = short(Self::left(self.columns) - BETWEEN + MARGIN);
        let height = short(self.bottom + MARGIN);
        format!(
            "<svg class=\"claims\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"What the proved claims rest on\">\n\
             <style>\n{STYLE}\n</style>\n{}</svg>\n",
            self.body
        )
    }
}

/// A length to a tenth.
fn short(length: f64) -> String {
    let text = format!("{length:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0" } else { text }.to_owned()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
