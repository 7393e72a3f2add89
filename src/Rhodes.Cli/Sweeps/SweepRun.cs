using System.Text.Json;
using Rhodes.Files;

namespace Rhodes.Cli.Sweeps;

/// <summary>One combination of a sweep's values: what is played for it, and what came of it.</summary>
internal sealed class SweepRun(string scenario, IReadOnlyList<Setting> always, IReadOnlyList<Setting> varied, IReadOnlyList<string> with)
{
    /// <summary>The values that this one has, in the order of the sweep's paths.</summary>
    public IReadOnlyList<Setting> Varied { get; } = varied;

    public IReadOnlyList<Setting> Settings { get; } = [.. always, .. varied];

    /// <summary>A name for its file that depends only on what is played.</summary>
    public string Key { get; } = Fingerprint.Of(string.Join('\n',
        [Path.GetFullPath(scenario), .. always.Concat(varied).Select(setting => $"{setting.Path}={setting.Value}"), .. with]));

    /// <summary>What came of it, as <see cref="SweepRunCommand"/> says it; null as long as it was not finished.</summary>
    public JsonElement? Result { get; set; }

    /// <summary>Why it came to no end; null unless that is so.</summary>
    public string? Failure { get; set; }

    /// <summary>Whether it failed because of what it was given.</summary>
    public bool IsBadInput { get; set; }

    /// <summary>Arguments of the process that plays it.</summary>
    public IEnumerable<string> Arguments =>
        [SweepRunCommand.Name, scenario, .. Settings.SelectMany(setting => new[] { "--set", $"{setting.Path}={setting.Value}" }), .. with.Count > 0 ? ["--with", string.Join(',', with)] : Array.Empty<string>()];

    /// <summary>The rows of a comparison; none as long as it was not finished.</summary>
    public IReadOnlyList<JsonElement> Rows => Result is { } result ? [.. result.GetProperty("runs").EnumerateArray()] : [];
}
