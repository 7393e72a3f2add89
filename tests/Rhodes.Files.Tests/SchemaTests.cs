using System.Text.Json.Nodes;
using Rhodes.Files.Fabric;
using Rhodes.Files.Jobs;
using Rhodes.Files.Leases;
using Rhodes.Files.Reading;
using Rhodes.Files.Scenario;
using Rhodes.Files.Sweep;
using Rhodes.Files.Tenants;

namespace Rhodes.Files.Tests;

/// <summary>The published schemas and the readers say the same.</summary>
public sealed class SchemaTests
{
    private static readonly Dictionary<string, KeySet> Sets = new()
    {
        ["fabric"] = FabricKeys.Fabric, ["fabric/pool"] = FabricKeys.Pool, ["fabric/hall"] = FabricKeys.Hall, ["fabric/pod"] = FabricKeys.Pod,
        ["fabric/rack"] = FabricKeys.Rack, ["fabric/nodes"] = FabricKeys.Nodes,
        ["tenants"] = TenantKeys.File, ["tenants/tenant"] = TenantKeys.Tenant, ["tenants/project"] = TenantKeys.Project,
        ["leases"] = LeaseKeys.File, ["leases/lease"] = LeaseKeys.Lease, ["leases/step"] = LeaseKeys.Step, ["leases/window"] = LeaseKeys.Window,
        ["leases/nominal"] = LeaseKeys.Nominal,
        ["job/jobFile"] = JobKeys.JobFile, ["job/serviceFile"] = JobKeys.ServiceFile, ["job/gang"] = JobKeys.Group,
        ["job/segment"] = JobKeys.Segment, ["job/checkpoint"] = JobKeys.Checkpoint,
        ["scenario"] = ScenarioKeys.Scenario, ["scenario/horizon"] = ScenarioKeys.Horizon, ["scenario/trace"] = ScenarioKeys.Trace,
        ["scenario/select"] = ScenarioKeys.Select, ["scenario/jobTerms"] = ScenarioKeys.JobTerms,
        ["scenario/generator"] = ScenarioKeys.Generator, ["scenario/shape"] = ScenarioKeys.Shape, ["scenario/inline"] = ScenarioKeys.Inline,
        ["scenario/job"] = ScenarioKeys.Job, ["scenario/repeat"] = ScenarioKeys.Repeat, ["scenario/service"] = ScenarioKeys.Service,
        ["scenario/scale"] = ScenarioKeys.Scale, ["scenario/command"] = ScenarioKeys.Command, ["scenario/fault"] = ScenarioKeys.Fault,
        ["scenario/copies"] = ScenarioKeys.Copies, ["scenario/assign"] = ScenarioKeys.Assign,
        ["scenario/faultTrace"] = ScenarioKeys.FaultTrace, ["scenario/leaseCommand"] = ScenarioKeys.LeaseCommand,
        ["sweep"] = SweepKeys.Sweep,
    };

    public static TheoryData<string> Schemas => ["fabric", "tenants", "leases", "job", "scenario", "sweep"];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Every_mapping_has_the_same_keys_in_the_schema_and_in_its_reader(string schema)
    {
        foreach (var (place, mapping) in Mappings(schema))
        {
            Assert.True(Sets.TryGetValue(place, out var set), $"{place} is in the schema and has no reader here");
            Assert.Equal(
                set.Keys.Order(StringComparer.Ordinal),
                mapping["properties"]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal));
        }
        var inSchema = Mappings(schema).Select(pair => pair.Place).ToHashSet();
        Assert.DoesNotContain(Sets.Keys, place => place.Split('/')[0] == schema && !inSchema.Contains(place));
    }

    private static readonly string[] NamedSchemas = ["fabric", "tenants", "leases", "job", "sweep"];

    public static TheoryData<string> Examples =>
        [.. Directory.GetFiles(Repository.Example(""), "*.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Repository.Example(""), path))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_examples_obey_the_schemas(string example)
    {
        var name = Path.GetFileNameWithoutExtension(example);
        var schema = NamedSchemas.FirstOrDefault(each => name.StartsWith(each, StringComparison.Ordinal)) ?? "scenario";
        var findings = new Yaml.Findings(example);
        var document = Yaml.YamlDocument.Load(Path.Combine(Repository.Example(""), example), "", findings)!;
        Assert.Empty(SchemaChecker.Of(schema).Check(document));
    }

    [Theory]
    [InlineData("leases", "leases: [{ name: a, tenant: b, pool: c, cells: 4 x rack, from: 2026-01-01 }]")]
    [InlineData("leases", "leases: [{ name: a, tenant: b, pool: c, cells: 4 racks, from: 2026-01-01, until: 2026-02-01 }]")]
    [InlineData("fabric", "{ site: a, pools: [], nodes: { pool: a } }")]
    [InlineData("tenants", "tenants: [{ name: a, colour: red }]")]
    [InlineData("scenario", "{ horizon: { from: 2026-01-01 }, workload: [{ jobs: [{ name: a, tenant: b, at: 3 }] }] }")]
    [InlineData("sweep", "{ vary: { scenario.seed: 3 } }")]
    [InlineData("sweep", "{ scenario: a, with: quota }")]
    [InlineData("sweep", "{ vary: { scenario.seed: [] } }")]
    [InlineData("sweep", "{ vary: { scenario.seed: [1] }, with: [quotas] }")]
    [InlineData("job", "{ kind: Service, name: a, tenant: b, gang: { devices-per-node: 8 }, time-limit: 3h }")]
    public void The_schemas_refuse_what_the_readers_refuse(string schema, string text) =>
        Assert.NotEmpty(SchemaChecker.Of(schema).Check(Yaml.YamlDocument.Parse(text, "", new Yaml.Findings(schema))!));

    /// <summary>Every place of a schema that lists properties: its root and its definitions.</summary>
    private static IEnumerable<(string Place, JsonObject Mapping)> Mappings(string schema)
    {
        var root = SchemaChecker.Load(schema);
        if (root["properties"] is not null) yield return (schema, root);
        foreach (var (name, definition) in root["$defs"]!.AsObject())
            if (definition!["properties"] is not null) yield return ($"{schema}/{name}", definition.AsObject());
    }
}
