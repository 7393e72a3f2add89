using Rhodes.Core.Units;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Leases;

/// <summary>What is asked for, as it stands in the file: cells of a level, or devices.</summary>
internal readonly record struct Amount(CellCount? Cells, int Devices)
{
    /// <summary>Devices become whole nodes, rounded up.</summary>
    public CellCount InCells(int devicesPerNode) => Cells ?? new CellCount((Devices - 1) / devicesPerNode + 1, Level.Node);

    public Level Level => Cells?.Level ?? Level.Node;
}

internal readonly record struct DraftStep(Instant From, Instant Until, Amount Amount, Mark At);

/// <summary>Reads when a lease has how much: one stretch, several steps, or recurring windows.</summary>
internal static class LeaseSteps
{
    private const int MostDays = 10_000;

    private static readonly string[] NotBesideSteps = ["cells", "devices", "from", "until", "windows"];

    /// <returns>In order of time and without overlap; empty when the mapping is unsound.</returns>
    public static IReadOnlyList<DraftStep> Read(MappingReader keys, Findings findings)
    {
        if (!keys.Has("steps")) return ReadStretch(keys, findings);
        foreach (var beside in NotBesideSteps.Where(keys.Has))
            keys.Refuse(keys.KeyAt(beside), $"'{beside}' beside 'steps'", "times and cells in each step only");
        var step = Reading.Read.With("a step {from, until, cells}", (value, _) => ReadStep(value, findings));
        var steps = keys.Required("steps", Reading.Read.ListOf(step, atLeast: 1)) ?? [];
        if (keys.ValuesAreSound) CheckOrder(keys, steps);
        return keys.ValuesAreSound ? [.. steps.Select(each => each.Value)] : [];
    }

    private static IReadOnlyList<DraftStep> ReadStretch(MappingReader keys, Findings findings)
    {
        var stretch = ReadOne(keys);
        var windows = keys.Optional("windows", Reading.Read.OneOrMore(Window.Reader(findings)), []);
        if (!keys.ValuesAreSound || windows.Count == 0) return keys.ValuesAreSound ? [stretch] : [];
        if ((stretch.Until - stretch.From) > Duration.FromDays(MostDays))
        {
            keys.Refuse(keys.At("until"), "recurring windows for more than 10000 days", "a shorter lease");
            return [];
        }
        var steps = Window.Expand(windows, stretch);
        if (steps.Count == 0) keys.Refuse(keys.At("windows"), "windows of which none falls between 'from' and 'until'", "at least one");
        return steps;
    }

    private static Boxed? ReadStep(YamlValue value, Findings findings)
    {
        if (MappingReader.Open(value, LeaseKeys.Step, findings) is not { } keys) return null;
        var step = ReadOne(keys);
        return keys.IsSound ? new Boxed(step) : null;
    }

    private static DraftStep ReadOne(MappingReader keys)
    {
        var from = keys.Required("from", Reading.Read.Instant);
        var until = keys.Required("until", Reading.Read.Instant);
        if (keys.ValuesAreSound && until <= from)
            keys.Refuse(
                keys.At("until"), $"'until' {until} is not after 'from' {from}", "a later instant");
        var amount = default(Amount);
        if (keys.OneOf("cells", "devices") is { } key)
        {
            amount = key == "cells"
                ? new Amount(keys.Required("cells", Reading.Read.Cells), 0)
                : new Amount(null, keys.Required("devices", Reading.Read.WholeNumber(1, 100_000_000)));
        }
        return new DraftStep(from, until, amount, keys.Start);
    }

    private static void CheckOrder(MappingReader keys, IReadOnlyList<Boxed> steps)
    {
        for (var i = 1; i < steps.Count; i++)
        {
            var (last, step) = (steps[i - 1].Value, steps[i].Value);
            if (step.From < last.Until)
                keys.Refuse(
                    step.At, $"this step starts at {step.From}, before the one above ends at {last.Until}",
                    "steps in order of time, without overlap");
            if (step.Amount.Level != steps[0].Value.Amount.Level)
                keys.Refuse(
                    step.At, $"cells of level {step.Amount.Level.Name()} after cells of level {steps[0].Value.Amount.Level.Name()}",
                    "one level in all steps");
        }
    }

    private sealed record Boxed(DraftStep Value);
}
