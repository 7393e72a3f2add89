using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Engines.Local;

namespace Rhodes.Engines.Tests;

/// <summary>A local engine of one test, with its folder and what it reported.</summary>
internal sealed class LocalRun : IAsyncDisposable
{
    private readonly Func<LocalSettings, LocalSettings> _change;

    public LocalRun(Func<LocalSettings, LocalSettings>? change = null)
    {
        _change = change ?? (settings => settings);
        Settings = _change(Sample.Settings(Folder));
        Begin();
    }

    public ScratchFolder Folder { get; } = new();

    public Reports Reports { get; } = new();

    public LocalSettings Settings { get; }

    public LocalEngine Engine { get; private set; } = null!;

    public static Instant Now => new(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    public static RunningAttempt Running(Launch launch) => new(launch, Instant.Never, Instant.Never);

    public void Begin(params IReadOnlyList<RunningAttempt> running)
    {
        Engine = new LocalEngine(Settings);
        Engine.Start(Reports, running);
    }

    public async Task Restart(params IReadOnlyList<RunningAttempt> running)
    {
        await Engine.DisposeAsync();
        Begin(running);
    }

    /// <summary>Launches it and hears how it ended.</summary>
    public string Ran(Launch launch)
    {
        Engine.Launch(launch);
        return Reports.Next();
    }

    /// <summary>Launches it and waits for a word of it.</summary>
    public void Begun(Launch launch, string word = "begun")
    {
        Engine.Launch(launch);
        Wait.Until(() => Machine.Outputs(Folder, launch.Attempt).Count(text => text.Contains(word, StringComparison.Ordinal)) == launch.Nodes.Count, "it did not begin");
    }

    public string Output(Launch launch, int rank = 0, string file = "out") => Machine.Output(Folder, launch.Attempt, rank, file);

    public RankFolder Rank(Launch launch, int rank = 0) => new(Path.Join(Machine.Attempt(Folder, launch.Attempt), $"rank-{rank}"));

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Machine.EndAll(Folder);
        Folder.Dispose();
    }
}
