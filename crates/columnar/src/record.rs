//! The record's structs: a line a field, in the order of the record.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{Array as _, ArrayRef, StructArray};
use arrow::datatypes::{DataType, Field, Fields};
use jobgist::{
    BlockRecord, Conflict, Count, Coverage, Education, EducationLevel, EmploymentType,
    EngagementDuration, Evidence, EvidenceSource, ExperienceYears, Expr, Format, Hours,
    LanguageDemand, Location, LocationsMode, PageKind, PayPeriod, Posting, Priority, PriorityBasis,
    Requirement, RequirementKind, Salary, Section, SectionItem, SectionKind, Seniority, Skill,
    Source, Stated, SummaryLine, TaxonomyReference, Travel, WorkAuthorization, WorkPattern,
    Workplace, YesNo,
};
use serde_json::Value as Json;

use crate::error::Error;
use crate::value::{ListReader, Offsets, Text, Value, child, record};

record! { Posting {
    schema_version: String,
    source: Source,
    page_kind: PageKind,
    page_kind_reason: String,
    title: Option<String>,
    title_raw: Option<String>,
    company: Option<String>,
    job_id: Option<String>,
    locations: Vec<Location>,
    locations_mode: Option<LocationsMode>,
    workplace: Option<Workplace>,
    employment_types: Vec<EmploymentType>,
    duration: Option<EngagementDuration>,
    start_date: Option<String>,
    date_posted: Option<String>,
    valid_through: Option<String>,
    salary: Option<Salary>,
    experience_years: Option<ExperienceYears>,
    education: Option<Education>,
    languages: Vec<LanguageDemand>,
    seniority: Option<Seniority>,
    hours: Option<Hours>,
    travel: Option<Travel>,
    work_authorization: Option<WorkAuthorization>,
    sections: Vec<Section>,
    requirements: Vec<Requirement>,
    skills: Vec<Skill>,
    summary: Vec<SummaryLine>,
    coverage: Coverage,
    evidence: BTreeMap<String, Vec<Evidence>>,
    absent: Vec<String>,
    conflicts: Vec<Conflict>,
    blocks: Option<Vec<BlockRecord>>,
}}

record! { Source {
    name: String,
    format: Format,
    encoding: String,
    bytes: u64,
    sha256: String,
    language: Option<String>,
    url: Option<String>,
    truncated: Option<String>,
    notes: Vec<String>,
}}

record! { Location {
    city: Option<String>,
    region: Option<String>,
    country: Option<String>,
    text: String,
}}

record! { EngagementDuration {
    min_months: Option<f64>,
    max_months: Option<f64>,
    extendable: Option<bool>,
    permanent: bool,
}}

record! { Salary {
    min: Option<f64>,
    max: Option<f64>,
    currency: Option<String>,
    period: Option<PayPeriod>,
    gross: Option<bool>,
}}

record! { ExperienceYears {
    min: Option<f64>,
    max: Option<f64>,
    subject: Option<String>,
}}

record! { Education {
    level: EducationLevel,
    enrolled: bool,
    fields: Vec<String>,
    or_equivalent: bool,
}}

record! { LanguageDemand {
    code: String,
    level: Option<String>,
    required: bool,
}}

record! { Hours {
    per_week_min: Option<f64>,
    per_week_max: Option<f64>,
    pattern: Option<WorkPattern>,
}}

record! { Travel {
    percent_min: Option<f64>,
    percent_max: Option<f64>,
}}

record! { WorkAuthorization {
    sponsorship: Option<YesNo>,
    countries: Vec<String>,
    clearance: Option<String>,
}}

record! { Section {
    kind: SectionKind,
    heading: Option<String>,
    items: Vec<SectionItem>,
}}

record! { SectionItem {
    text: String,
    block: usize,
}}

record! { Requirement {
    rank: usize,
    score: f64,
    text: String,
    block: usize,
    section: SectionKind,
    priority: Priority,
    priority_basis: PriorityBasis,
    kind: RequirementKind,
    expr: Option<Expr>,
    min_years: Option<f64>,
    max_years: Option<f64>,
    years_subject: Option<String>,
    negated: bool,
    skills: Vec<String>,
    why: Vec<String>,
}}

record! { Skill {
    rank: usize,
    name: String,
    score: f64,
    required: bool,
    mentions: usize,
    aliases_seen: Vec<String>,
    why: Vec<String>,
    taxonomy: Vec<TaxonomyReference>,
}}

record! { TaxonomyReference {
    scheme: String,
    id: String,
    name: String,
}}

record! { SummaryLine {
    text: String,
    section: SectionKind,
    block: usize,
    score: f64,
}}

record! { Coverage {
    required: Count,
    preferred: Count,
    responsibilities: Count,
    left_out: Vec<String>,
}}

record! { Count {
    shown: usize,
    total: usize,
}}

record! { Evidence {
    text: String,
    block: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    source: EvidenceSource,
    rule: String,
    stated: Stated,
    value: Option<String>,
}}

record! { Conflict {
    fact: String,
    chosen: Json,
    other: Json,
    evidence: Vec<Evidence>,
}}

record! { BlockRecord {
    block: usize,
    kind: String,
    text: String,
    role: String,
    why: String,
    region: String,
    furniture: Option<String>,
}}

/// The name of the fact, in front of the fields of its evidence.
const FACT: &str = "fact";

/// Quotes by fact are one list of quotes that name their fact. Polars and pandas know no maps, and
/// in SQL one `unnest` gives a row a quote, to be filtered by `fact`.
///
/// A fact without a quote would leave no trace; records have none.
impl Value for BTreeMap<String, Vec<Evidence>> {
    type Builder = ((Text, <Evidence as Value>::Builder), Offsets);
    type Reader = ListReader<(<String as Value>::Reader, <Evidence as Value>::Reader)>;

    fn data_type() -> DataType {
        let item = DataType::Struct(quote_fields());
        DataType::List(Arc::new(Field::new_list_field(item, false)))
    }

    fn append(&self, ((facts, quotes), offsets): &mut Self::Builder) {
        for (fact, evidence) in self {
            for quote in evidence {
                facts.push(fact);
                quote.append(quotes);
            }
        }
        offsets.close(self.values().map(Vec::len).sum());
    }

    fn append_null((_, offsets): &mut Self::Builder) {
        offsets.close_null();
    }

    fn bytes(((facts, quotes), offsets): &Self::Builder) -> usize {
        facts.bytes() + Evidence::bytes(quotes) + offsets.bytes()
    }

    fn finish(((facts, quotes), offsets): &mut Self::Builder) -> Result<ArrayRef, Error> {
        let (facts, quotes) = (facts.finish(), Evidence::finish(quotes));
        let mut offsets = std::mem::take(offsets);
        let mut columns = vec![facts?];
        if let Some(quotes) = quotes?.as_any().downcast_ref::<StructArray>() {
            columns.extend_from_slice(quotes.columns());
        }
        let quotes = StructArray::try_new(quote_fields(), columns, None)?;
        offsets.finish(Arc::new(quotes), false)
    }

    fn reader(array: &ArrayRef) -> Result<Self::Reader, Error> {
        ListReader::new(array, |quotes| {
            let records: StructArray = crate::value::typed(quotes)?;
            Ok((child::<String>(&records, FACT)?, Evidence::reader(quotes)?))
        })
    }

    fn get(reader: &Self::Reader, row: usize) -> Result<Option<Self>, Error> {
        let Some(rows) = reader.rows(row) else {
            return Ok(None);
        };
        let mut facts = Self::new();
        for row in rows {
            let null = || Error::column("has a null inside a list");
            let fact = String::get(&reader.items.0, row)?.ok_or_else(null)?;
            let quote = Evidence::get(&reader.items.1, row)?.ok_or_else(null)?;
            facts.entry(fact).or_default().push(quote);
        }
        Ok(Some(facts))
    }
}

fn quote_fields() -> Fields {
    let mut fields = vec![Arc::new(Field::new(FACT, DataType::Utf8, false))];
    if let DataType::Struct(evidence) = Evidence::data_type() {
        fields.extend(evidence.iter().cloned());
    }
    Fields::from(fields)
}
