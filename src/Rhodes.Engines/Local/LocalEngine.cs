using System.Collections.Concurrent;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Engines.Local;

/// <summary>
/// Runs attempts as processes of this machine. They outlive this process: all that is known of them stands in files, and a small shell program beside
/// each rank waits for its end. One thread does everything, in the order in which it was asked.
/// </summary>
public sealed class LocalEngine : IEngine
{
    /// <summary>An end is seen so soon.</summary>
    private const int LookEveryMs = 100;

    private readonly BlockingCollection<Action> _asked = [];
    private readonly Dictionary<AttemptId, LocalAttempt> _attempts = [];
    private readonly List<AttemptId> _order = [];
    private readonly List<Remains> _remains = [];
    private readonly ConcurrentDictionary<int, string> _tenants = [];
    private readonly LocalMeans _means;
    private readonly Removal _removal;
    private readonly Thread _thread;
    private IEngineListener? _listener;

    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="IOException">The folder cannot be made or written to.</exception>
    /// <exception cref="UnauthorizedAccessException"/>
    public LocalEngine(LocalSettings settings)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("jobs run as processes on Linux only");
        settings = settings with { Folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(settings.Folder)) };
        Posix.MakeFolder(settings.Folder, AttemptFolder.Passable);
        _means = new LocalMeans(settings);
        _removal = new Removal(settings.Folder);
        Limits = LocalLimits.Said(_means);
        _thread = new Thread(Run) { Name = "local engine", IsBackground = true };
    }

    public string Name => "local processes";

    public bool IsSimulated => false;

    /// <summary>For people: what holds jobs to what they asked for on this machine, and as whom they run.</summary>
    public string Limits { get; }

    public void Start(IEngineListener listener, IReadOnlyList<RunningAttempt> running)
    {
        _listener = listener;
        Whole.Write(Path.Join(_means.Settings.Folder, "term"), _means.Term); // from now on no launcher of before begins
        foreach (var each in running) _tenants[each.Launch.Attempt.Job.Tenant] = each.Launch.Tenant;
        _asked.Add(() => Adopt(running));
        _thread.Start();
    }

    public void Launch(Launch launch)
    {
        _tenants[launch.Attempt.Job.Tenant] = launch.Tenant;
        _asked.Add(() => Begin(launch));
    }

    public void Stop(AttemptId attempt, Instant until) => _asked.Add(() => _attempts.GetValueOrDefault(attempt)?.Stop(until));

    public void Kill(AttemptId attempt) => _asked.Add(() => _attempts.GetValueOrDefault(attempt)?.Kill());

    public OutputPiece? Read(AttemptId attempt, int rank, OutputKind kind, long from, int most)
    {
        if (TenantOf(attempt.Job.Tenant) is not { } tenant) return null;
        return OutputReader.Read(new AttemptFolder(_means.Settings.Folder, tenant, attempt).Rank(rank), kind, from, most);
    }

    public IEnumerable<KeptWork> Kept() => KeptFolders.In(_means.Settings.Folder);

    public void Remove(JobId job) => _asked.Add(() =>
    {
        if (_attempts.Keys.Any(id => id.Job == job) || _remains.Exists(each => each.IsOf(job)) || TenantOf(job.Tenant) is not { } tenant) return;
        _removal.Begin(new AttemptFolder(_means.Settings.Folder, tenant, new(job, 1)).Job);
    });

    public void Remove(AttemptId attempt) => _asked.Add(() =>
    {
        if (_attempts.ContainsKey(attempt) || _remains.Exists(each => each.IsOf(attempt)) || TenantOf(attempt.Job.Tenant) is not { } tenant) return;
        _removal.Begin(new AttemptFolder(_means.Settings.Folder, tenant, attempt).Path);
    });

    /// <summary>Lets go of everything; what runs goes on.</summary>
    public ValueTask DisposeAsync()
    {
        _asked.CompleteAdding();
        if (_thread.IsAlive) _thread.Join();
        _asked.Dispose();
        _removal.Dispose();
        if (_means.Groups is { } groups) ControlGroups.RemoveEmpty(groups.Top);
        return ValueTask.CompletedTask;
    }

    private void Run()
    {
        while (!_asked.IsCompleted)
        {
            var isIdle = _attempts.Count == 0 && _remains.Count == 0;
            if (_asked.TryTake(out var action, isIdle ? Timeout.Infinite : LookEveryMs))
                do action();
                while (_asked.TryTake(out action));
            if (!_asked.IsAddingCompleted) Look();
        }
    }

    private void Look()
    {
        EndRemains();
        foreach (var id in _order.ToArray())
        {
            var attempt = _attempts[id];
            if (!attempt.IsOver) attempt.Look();
            if (attempt.IsOver) Forget(attempt);
        }
        EndRemains();
    }

    private void EndRemains()
    {
        if (_remains.Count == 0) return;
        var processes = ProcessTable.ReadAll();
        _remains.RemoveAll(each => each.TryEnd(processes));
    }

    private void Begin(Launch launch)
    {
        if (_attempts.ContainsKey(launch.Attempt)) return;
        var attempt = Add(launch);
        if (attempt.Adopt() is { } verdict) attempt.End(verdict);
    }

    private void Adopt(IReadOnlyList<RunningAttempt> running)
    {
        List<(LocalAttempt, Verdict)> over = [];
        foreach (var each in running)
        {
            var attempt = Add(each.Launch);
            if (!each.StoppedAt.IsNever) attempt.Stop(each.StopUntil);
            if (attempt.Adopt() is { } verdict) over.Add((attempt, verdict));
        }
        _remains.AddRange(Leftovers.Of(_means, [.. _attempts.Values]));
        foreach (var (attempt, verdict) in over.Where(each => each.Item2.Kind != VerdictKind.Lost)) attempt.End(verdict);
        LossReport.Say(_listener!, [.. over.Where(each => each.Item2.Kind == VerdictKind.Lost)], [.. _attempts.Values]);
    }

    private LocalAttempt Add(Launch launch)
    {
        var attempt = new LocalAttempt(launch, _means, _listener!);
        _attempts.Add(launch.Attempt, attempt);
        _order.Add(launch.Attempt);
        return attempt;
    }

    private void Forget(LocalAttempt attempt)
    {
        _attempts.Remove(attempt.Launch.Attempt);
        _order.Remove(attempt.Launch.Attempt);
        if (attempt.Ranks.Count > 0) _remains.Add(new Remains(attempt.Launch.Attempt, attempt.Ranks, _means));
    }

    /// <summary>Of those that have had no job since this process began, their folders know the name.</summary>
    private string? TenantOf(int index) => _tenants.TryGetValue(index, out var name) ? name
        : Directory.EnumerateDirectories(_means.Settings.Folder, AttemptFolder.TenantIn(index, "*"))
            .Select(folder => Path.GetFileName(folder)[AttemptFolder.TenantIn(index, "").Length..]).FirstOrDefault();
}
