using Rhodes.Core.Units;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Scenario;

/// <summary>The time that a scenario plays in; times of what happens may count from its start.</summary>
/// <param name="Until"><see cref="Instant.Never"/>: until everything is done.</param>
internal sealed record Horizon(Instant From, Instant Until)
{
    private const string Form = "an instant, or a duration since the horizon's start such as 90m";

    /// <summary>Stands in while the file's own is wrong, so that the rest can still be read.</summary>
    public static readonly Horizon Unknown = new(Instant.Beginning, Instant.Never);

    /// <summary>An instant of the horizon; one outside is a problem.</summary>
    public Reader<Instant> Time => Read.Text<Instant>(Form, (string text, out Instant at, out string fault) =>
    {
        if (!TryParseTime(text, From, out at, out fault)) return false;
        if (at < From) fault = $"is before the horizon's start {From}";
        else if (at >= Until) fault = $"is not before the horizon's end {Until}";
        return fault.Length == 0;
    });

    public static Horizon? ReadHorizon(YamlValue value, Findings findings)
    {
        if (MappingReader.Open(value, ScenarioKeys.Horizon, findings) is not { } keys) return null;
        var from = keys.Required("from", Read.Instant);
        var until = keys.OptionalValue("until", Read.Text<Instant>(Form, (string text, out Instant at, out string fault) =>
            TryParseTime(text, from, out at, out fault)));
        if (keys.ValuesAreSound && until <= from)
            keys.Refuse(
                keys.At("until"), $"'until' {until} is not after 'from' {from}", "a later instant");
        return keys.IsSound ? new Horizon(from, until ?? Instant.Never) : null;
    }

    private static bool TryParseTime(string text, Instant from, out Instant at, out string fault)
    {
        var isDuration = Quantities.TryParseDuration(text, out var since, out var durationFault);
        at = isDuration ? from + since : default;
        fault = durationFault;
        return isDuration || Quantities.TryParseInstant(text, out at, out fault) || Fault(durationFault, ref fault);
    }

    /// <summary>What is neither gets the more telling of the two answers.</summary>
    private static bool Fault(string ofDuration, ref string fault)
    {
        if (fault.Length == 0) fault = ofDuration;
        return false;
    }
}
