using Rhodes.Core.Units;
using Rhodes.Files.Jobs;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Scenario;

/// <summary>Reads what jobs a generator is to draw.</summary>
/// <param name="site">Null: it could not be read, and is not checked against.</param>
internal sealed class GeneratorReader(Findings findings, string folder, SiteSpec? site, Horizon horizon)
{
    private const int Percent = 1_000;

    private static readonly Reader<LoadBase> Base = Read.OneOf("base of a load", new Dictionary<string, LoadBase>
    {
        ["lease"] = LoadBase.Lease, ["site"] = LoadBase.Site,
    });

    private static readonly Reader<int> Load = Thousandths("a load such as 0.9, from 0.001 to 100 with at most three decimals", 1, 100_000);
    private static readonly Reader<int> Share = Thousandths("a share such as 0.4, from 0 to 1 with at most three decimals", 0, 1_000);

    private readonly Reader<string> _tenant = Read.Known("tenant", site?.Tenants.Select(tenant => tenant.Name).ToList());
    private readonly JobTermsReader _terms = new(findings, site);
    private readonly UniqueNames _names = new("generator", findings);

    public JobGenerator? ReadGenerator(YamlValue value)
    {
        if (MappingReader.Open(value, ScenarioKeys.Generator, findings) is not { } keys) return null;
        var name = _names.Required(keys, "generate");
        var tenant = keys.Required("tenant", _tenant);
        var project = keys.OptionalText("project", Read.Name);
        WorkParts.CheckProject(keys, site, tenant, project);
        var load = keys.Required("load", Load);
        var of = keys.Optional("of", Base, LoadBase.Lease);
        var shape = keys.OptionalText("shape", Read.With("a shape {day, week} or {file, column, every}", new ShapeReader(findings, folder, horizon).ReadShape));
        var sizes = keys.Required("sizes", WeightTable.Sizes) ?? [];
        var runs = keys.Required("runs", Read.With("run times by percent of the jobs, such as {0: 1m, 50: 1h, 100: 2d}", ReadRuns)) ?? [];
        var fails = keys.Optional("fails", Share, 0);
        var isWarm = keys.Optional("warm-start", Read.YesOrNo, false);
        var jobs = _terms.Read(keys);
        if (keys.ValuesAreSound) CheckBase(keys, tenant!, of, jobs!);
        if (!keys.IsSound) return null;
        return new JobGenerator
        {
            Name = name!, Tenant = tenant!, Project = project, LoadThousandths = load, Of = of, Shape = shape, Sizes = sizes, Runs = runs,
            FailsThousandths = fails, WarmStart = isWarm, Jobs = jobs!, Place = findings.Place(keys.At("generate")),
        };
    }

    private void CheckBase(MappingReader keys, string tenant, LoadBase of, JobTerms jobs)
    {
        if (horizon.Until.IsNever)
            keys.Refuse(keys.KeyAt("generate"), "a generator in a scenario without an end", "a horizon with 'until'");
        if (site is null || of == LoadBase.Site) return;
        var pools = site.Fabric.Pools.Where(pool => jobs.Kinds.Count == 0 || jobs.Kinds.Any(choice => choice.Kind == pool.Kind))
            .Select(pool => pool.Name).ToHashSet(StringComparer.Ordinal);
        if (site.Leases.Any(lease => lease.Tenant == tenant && pools.Contains(lease.Pool))) return;
        keys.Refuse(
            keys.At("load"), $"a share of the leases of '{tenant}', which has none of these kinds", "'of: site', or a lease in leases.yaml");
    }

    private List<RunQuantile>? ReadRuns(YamlValue value, Findings _)
    {
        if (value is not YamlMapping { Entries.Count: > 0 } table)
        {
            findings.Add(value.At, value.Describe(), "run times by percent of the jobs, a mapping");
            return null;
        }
        var sound = true;
        List<RunQuantile> runs = [];
        foreach (var entry in table.Entries)
        {
            var isLength = Read.LongerThanZero.TryRead(entry.Value, findings, out var length);
            sound &= isLength;
            if (!Quantities.TryParseThousandths(entry.Key, 0, 100 * Percent, out var percent, out var fault))
                sound = Refuse(entry.KeyAt, $"{Shown.Quoted(entry.Key)} {fault}", "a percentage of the jobs from 0 to 100 with at most three decimals");
            else if (isLength && runs.Count > 0 && (percent <= runs[^1].PercentThousandths || length < runs[^1].Runs))
                sound = Refuse(
                    entry.KeyAt, $"{entry.Key}: {length} after {(decimal)runs[^1].PercentThousandths / Percent:0.###}: {runs[^1].Runs}",
                    "percentages that grow, and run times that do not shrink");
            else if (isLength) runs.Add(new RunQuantile(percent, length));
        }
        if (sound && (runs[0].PercentThousandths != 0 || runs[^1].PercentThousandths != 100 * Percent))
            sound = Refuse(value.At, "run times without those of 0 or of 100 %", "the shortest under 0 and the longest under 100");
        return sound ? runs : null;
    }

    private bool Refuse(Mark at, string found, string expected)
    {
        findings.Add(at, found.TrimEnd(), expected);
        return false;
    }

    private static Reader<int> Thousandths(string expected, int least, int most) =>
        Read.Text<int>(expected, (string text, out int result, out string fault) =>
            Quantities.TryParseThousandths(text, least, most, out result, out fault));
}
