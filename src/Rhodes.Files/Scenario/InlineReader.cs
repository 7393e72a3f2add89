using System.Diagnostics.CodeAnalysis;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files.Jobs;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Scenario;

/// <summary>Reads the jobs and services that a scenario writes down itself, and writes their repeats out.</summary>
internal sealed class InlineReader(Findings findings, SiteSpec? site, Horizon horizon)
{
    private const int MostJobs = 1_000_000;
    private const string Number = "{n}";

    private static readonly Reader<string> NameWithNumber = Read.Text<string>(
        "a name: letters, digits, '-', '_' and '.', and {n} for the number of a repeat", TryParseName);

    private readonly WorkReader _repeated = new(site, NameWithNumber);
    private readonly WorkReader _single = new(site, Read.Name);
    private readonly UniqueNames _names = new("job or service", findings);

    public List<DraftJob> Jobs { get; } = [];

    public List<InlineService> Services { get; } = [];

    /// <returns>Null when it is unsound. What it gives, and all of its repeats, are in <see cref="Jobs"/> then.</returns>
    public object? ReadJob(YamlValue value)
    {
        if (MappingReader.Open(value, ScenarioKeys.Job, findings) is not { } keys) return null;
        var repeat = keys.OptionalText("repeat", Read.With("a repeat {count, every}", ReadRepeat));
        var draft = (keys.Has("repeat") ? _repeated : _single).ReadJob(keys);
        var at = keys.Required("at", horizon.Time);
        var fails = keys.Optional("fails", Read.YesOrNo, false);
        var runs = keys.Has("runs") || !fails ? keys.Required("runs", fails ? Read.Duration : Read.LongerThanZero) : Duration.Zero;
        if (keys.ValuesAreSound && repeat is not null) CheckRepeat(keys, repeat, at);
        if (!keys.IsSound || draft is null) return null;
        var place = findings.Place(draft.NameAt);
        var first = new InlineJob { Job = draft.Job, At = at, Runs = runs, Fails = fails, After = [], Place = place };
        return WriteOut(first, draft, repeat ?? new Repeat(1, Duration.Zero), isRepeat: repeat is not null) ? first : null;
    }

    public InlineService? ReadService(YamlValue value)
    {
        if (MappingReader.Open(value, ScenarioKeys.Service, findings) is not { } keys) return null;
        var service = _single.ReadService(keys);
        var at = keys.Required("at", horizon.Time);
        var scale = keys.Optional("scale", Read.ListOf(Read.With("a scale step {at, replicas}", ReadScale)), []);
        var last = at;
        foreach (var step in scale)
        {
            if (keys.ValuesAreSound && step.Step.At <= last)
                keys.Refuse(
                    step.Mark, $"this step at {step.Step.At} is not after {last}", "steps in order of time, after the service's 'at'");
            last = step.Step.At;
        }
        if (!keys.IsSound || !_names.AddOrRefuse(service!.Name, keys.At("name"))) return null;
        var steps = scale.Select(step => step.Step).ToList();
        var inline = new InlineService { Service = service, At = at, Scale = steps, Place = findings.Place(keys.At("name")) };
        Services.Add(inline);
        return inline;
    }

    private bool WriteOut(InlineJob first, JobDraft draft, Repeat repeat, bool isRepeat)
    {
        if (Jobs.Count + (long)repeat.Count > MostJobs)
        {
            findings.Add(draft.NameAt, $"more than {MostJobs} jobs with this one", "fewer, or a trace");
            return false;
        }
        var isNumbered = !isRepeat || draft.Job.Name.Contains(Number, StringComparison.Ordinal);
        var pattern = isNumbered ? draft.Job.Name : $"{draft.Job.Name}-{Number}";
        for (var i = 0; i < repeat.Count; i++)
        {
            var name = Numbered(pattern, i + 1);
            if (!_names.AddOrRefuse(name, draft.NameAt)) return false;
            List<Marked<string>> after = [.. draft.After.Select(each => each with { Value = Numbered(each.Value, i + 1) })];
            var job = first with
            {
                Job = draft.Job with { Name = name },
                At = first.At + new Duration(repeat.Every.Milliseconds * i),
                After = [.. after.Select(each => each.Value)],
            };
            Jobs.Add(new DraftJob(job, after));
        }
        return true;
    }

    private static string Numbered(string pattern, int number) => pattern.Replace(Number, $"{number}", StringComparison.Ordinal);

    private void CheckRepeat(MappingReader keys, Repeat repeat, Instant at)
    {
        var last = at.Milliseconds + (Int128)repeat.Every.Milliseconds * (repeat.Count - 1);
        var end = horizon.Until.IsNever ? at + Duration.FromDays(365_250) : horizon.Until;
        if (last < end.Milliseconds) return;
        var expected = horizon.Until.IsNever ? "repeats within a thousand years" : $"the last repeat before the horizon's end {end}";
        keys.Refuse(keys.At("repeat"), $"{repeat.Count} repeats every {repeat.Every} from {at}", expected);
    }

    private static Repeat? ReadRepeat(YamlValue value, Findings findings)
    {
        if (MappingReader.Open(value, ScenarioKeys.Repeat, findings) is not { } keys) return null;
        var repeat = new Repeat(keys.Required("count", Read.WholeNumber(1, MostJobs)), keys.Required("every", Read.Duration));
        return keys.IsSound ? repeat : null;
    }

    private Scaled? ReadScale(YamlValue value, Findings _)
    {
        if (MappingReader.Open(value, ScenarioKeys.Scale, findings) is not { } keys) return null;
        var step = new ScaleStep(keys.Required("at", horizon.Time), keys.Required("replicas", Read.WholeNumber(0, 1_000_000)));
        return keys.IsSound ? new Scaled(step, keys.At("at")) : null;
    }

    private static bool TryParseName(string text, [MaybeNullWhen(false)] out string name, out string fault)
    {
        var isName = Names.TryParse(text.Replace(Number, "1", StringComparison.Ordinal), out _, out fault);
        name = isName ? text : null;
        return isName;
    }

    private sealed record Repeat(int Count, Duration Every);

    private sealed record Scaled(ScaleStep Step, Mark Mark);
}

/// <summary>An inline job whose forerunners are not checked yet.</summary>
internal sealed record DraftJob(InlineJob Job, IReadOnlyList<Marked<string>> After);
