using System.Diagnostics.CodeAnalysis;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Jobs;

/// <summary>How a job's program is started, and how it is told to leave: the keys beside <c>run</c>.</summary>
internal static class ProgramReader
{
    private const string AbsolutePath = "an absolute path without '..'";
    private const string VariableName = "a name: letters, digits and '_', and nothing that starts with RHODES_";

    private static readonly string[] Keys = ["workdir", "environment", "warn", "grace"];

    private static readonly Reader<LeaveSignal> Warn = Read.OneOf("signal", new Dictionary<string, LeaveSignal>
    {
        ["TERM"] = LeaveSignal.Terminate, ["INT"] = LeaveSignal.Interrupt, ["HUP"] = LeaveSignal.HangUp,
        ["USR1"] = LeaveSignal.User1, ["USR2"] = LeaveSignal.User2,
    });

    private static readonly Reader<string> Value = Read.Text<string>("text, in quotes where it is empty", TryParseValue);

    private static readonly Reader<IReadOnlyList<EnvironmentVariable>> Variables =
        new("a mapping of names to text, such as {EPOCHS: 3}", TryReadVariables);

    /// <returns>Null when none of the keys is there.</returns>
    public static ProgramSpec? ReadProgram(MappingReader keys)
    {
        if (!Keys.Any(keys.Has)) return null;
        var plain = new ProgramSpec();
        return new ProgramSpec
        {
            Workdir = keys.Has("workdir") ? ReadWorkdir(keys) : null,
            Environment = keys.Optional("environment", Variables, []),
            Warn = keys.Optional("warn", Warn, plain.Warn),
            Grace = keys.Optional("grace", Read.Duration, plain.Grace),
        };
    }

    private static string? ReadWorkdir(MappingReader keys)
    {
        if (keys.OptionalText("workdir", Read.Text<string>(AbsolutePath, TryParseAny)) is not { } path) return null;
        if (ProgramRules.FaultOfWorkdir(path) is { } fault)
            keys.Refuse(keys.At("workdir"), $"{Shown.Quoted(path)} {fault}", AbsolutePath, advice: AdviceFor(path));
        return path;
    }

    private static string? AdviceFor(string path) => path.StartsWith('/') ? null
        : "Without 'workdir' a program begins in a folder that its job keeps from attempt to attempt.";

    private static bool TryReadVariables(YamlValue value, Findings findings, [MaybeNullWhen(false)] out IReadOnlyList<EnvironmentVariable> variables)
    {
        variables = null;
        if (value is not YamlMapping mapping)
        {
            findings.Add(value.At, value.Describe(), Variables.Expected);
            return false;
        }
        List<EnvironmentVariable> read = [];
        foreach (var entry in mapping.Entries)
        {
            var fault = ProgramRules.FaultOfVariable(entry.Key);
            if (fault is not null) findings.Add(entry.KeyAt, $"{Shown.Quoted(entry.Key)} {fault}", VariableName);
            if (Value.TryRead(entry.Value, findings, out var text) && fault is null) read.Add(new EnvironmentVariable(entry.Key, text));
        }
        variables = read;
        return read.Count == mapping.Entries.Count;
    }

    private static bool TryParseAny(string text, [MaybeNullWhen(false)] out string result, out string fault)
    {
        (result, fault) = (text, "");
        return true;
    }

    private static bool TryParseValue(string text, [MaybeNullWhen(false)] out string result, out string fault)
    {
        (result, fault) = (text, ProgramRules.FaultOfText(text) ?? "");
        return fault.Length == 0;
    }
}
