using Rhodes.Core.Model;
using Rhodes.Files.Leases;
using Rhodes.Files.Yaml;

namespace Rhodes.Files;

/// <summary>Reads a lease that somebody asks about on the command line: the keys of <c>leases.yaml</c>, each from an option of its name.</summary>
public static class LeaseOptions
{
    /// <summary>The name that such a lease has.</summary>
    public const string Name = "asked";

    /// <param name="options">By key, without dashes; <c>nominal</c> as in a file: <c>{racks: 4, nodes: 15}</c>.</param>
    /// <returns>The lease, or every problem, whose files are the options that it is about.</returns>
    public static Loaded<LeaseSpec> Read(SiteSpec site, IReadOnlyList<(string Key, string Value)> options)
    {
        Findings findings = new("the options");
        List<YamlEntry> entries = [new("name", new(1, 1), new YamlText(new(1, 1), Name, isPlain: true))];
        for (var i = 0; i < options.Count; i++)
        {
            Mark at = new(i + 2, 1);   // the line says which option it is
            if (ValueOf(options[i], at, findings) is { } value) entries.Add(new(options[i].Key, at, value));
        }

        var lease = findings.Count > 0 ? null
            : new LeaseReader(findings, site.Tenants, site.Fabric, mayExceed: true).ReadLease(new YamlMapping(new(1, 1), entries), findings);
        return Loaded<LeaseSpec>.From(lease, [.. findings.InOrder().Select(problem => problem with
        {
            File = problem.Line < 2 ? findings.File : $"--{options[problem.Line - 2].Key}", Line = 0, Column = 0,
        })]);
    }

    private static YamlValue? ValueOf((string Key, string Value) option, Mark at, Findings findings)
    {
        if (option.Key != "nominal") return new YamlText(at, option.Value, isPlain: false);
        var text = option.Value.TrimStart().StartsWith('{') ? option.Value : $"{{{option.Value}}}";
        Findings inside = new(findings.File);
        if (YamlDocument.Parse(text, "a nominal size such as {racks: 4, nodes: 15}", inside) is YamlMapping size)
            return new YamlMapping(at, [.. size.Entries.Select(entry => entry with { KeyAt = at, Value = Moved(entry.Value, at) })]);
        findings.Add(at, $"'{option.Value}'", "a nominal size such as {racks: 4, nodes: 15}");
        return null;
    }

    private static YamlValue Moved(YamlValue value, Mark at) => value is YamlText text ? new YamlText(at, text.Text, isPlain: true) : value;
}
