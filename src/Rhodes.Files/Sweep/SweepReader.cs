using Rhodes.Files.Reading;
using Rhodes.Files.Settings;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Sweep;

/// <summary>Reads <c>sweep.yaml</c>.</summary>
/// <param name="folder">That the scenario's path starts from.</param>
/// <param name="baselines">The names that 'with' may have.</param>
internal sealed class SweepReader(Findings findings, string folder, IReadOnlyCollection<string> baselines)
{
    public const string What = "a sweep: scenario, vary, with";

    private const string ValuesForm = "a list of values that are each tried, such as [1, 2, 3]";

    public SweepSpec? ReadSweep(YamlValue document, string defaultName)
    {
        if (MappingReader.Open(document, SweepKeys.Sweep, findings) is not { } keys) return null;
        var name = keys.Optional("name", Read.Name, defaultName);
        var scenario = keys.OptionalText("scenario", Read.Words);
        var vary = keys.Required("vary", Read.With("paths with the values of each, such as {scenario.seed: [1, 2, 3]}", ReadVary));
        var with = keys.Optional("with", Read.OneOrMore(Read.Known("baseline", baselines)), []);
        var parallel = keys.OptionalValue("parallel", Read.WholeNumber(1, 1_024));
        if (!keys.IsSound) return null;
        return new()
        {
            Name = name, Scenario = scenario is not (null or ".") ? Paths.Join(folder, scenario) : folder.Length == 0 ? "." : folder, Vary = vary!,
            With = [.. with.Distinct()], Parallel = parallel,
        };
    }

    private List<SweptPath>? ReadVary(YamlValue value, Findings _)
    {
        if (value is not YamlMapping { Entries.Count: > 0 } mapping)
        {
            findings.Add(value.At, value.Describe(), "paths with the values of each, such as {scenario.seed: [1, 2, 3]}");
            return null;
        }
        var swept = mapping.Entries.Select(entry => ReadValues(entry.Key, entry.Value, findings.Place(entry.KeyAt).ToString(), findings)).ToList();
        return swept.Contains(null) ? null : [.. swept.OfType<SweptPath>()];
    }

    /// <param name="origin">Where the path stands.</param>
    public static SweptPath? ReadValues(string path, YamlValue value, string origin, Findings findings)
    {
        var before = findings.Count;
        if (SettingPath.Problem(new(path, "", origin)) is { } problem) findings.Add(new(0, 0, origin), problem.Found, problem.Expected, problem.Nearest);
        if (value is not YamlList { Items.Count: > 0 } list)
        {
            findings.Add(value.At, $"{value.Describe()} for {Shown.Quoted(path)}", ValuesForm);
            return null;
        }
        List<string> values = [];
        foreach (var item in list.Items)
        {
            var text = FlowText.Of(item);
            if (item is YamlText { IsNothing: true }) findings.Add(item.At, $"nothing among the values of {Shown.Quoted(path)}", ValuesForm);
            else if (values.Contains(text)) findings.Add(item.At, $"{Shown.Quoted(text)} again among the values of {Shown.Quoted(path)}", "each value once");
            else values.Add(text);
        }
        return findings.Count > before ? null : new(path, values, origin);
    }
}
