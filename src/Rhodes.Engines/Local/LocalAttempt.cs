using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Engines.Local;

/// <summary>One attempt from the time that it waits for its devices until it is over. Only the engine's thread calls it.</summary>
internal sealed class LocalAttempt(Launch launch, LocalMeans means, IEngineListener listener)
{
    /// <summary>After so long without a sign of a launcher another is started; at most one of them takes the token.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int MostLaunches = 12;

    private readonly AttemptFolder _folder = new(means.Settings.Folder, launch.Tenant, launch.Attempt);
    private List<LocalRank> _ranks = [];
    private int _launches;
    private long _launchedAt;
    private Leaving? _leaving;

    public Launch Launch { get; } = launch;

    /// <summary>Null until its devices are free.</summary>
    public IReadOnlyList<LocalRank> Ranks => _ranks;

    public bool IsOver { get; private set; }

    private TimeProvider Clock => means.Settings.Clock;

    /// <summary>Goes on with what an earlier engine began: at least its devices are taken from now on.</summary>
    /// <returns>What became of it meanwhile, not yet reported; null: it goes on, or it never began.</returns>
    public Verdict? Adopt()
    {
        if (LaunchCheck.Fault(Launch, means.Settings.Nodes) is not null || Preparation.Find(Launch, _folder) is not { } ranks) return null;
        _ranks = ranks;
        foreach (var rank in ranks) means.Devices.Hold(rank.Holding.Node, rank.Holding.Devices);
        if (_folder.Port is { } port) means.Ports.Add(port);
        if (Verdict.Parse(_folder.Over) is { } before) return before;
        return Verdict.Of([.. ranks.Select(rank => rank.Look())], _folder.IsWarned);
    }

    public void Stop(Instant until)
    {
        _leaving ??= new Leaving(Launch.Job.Program ?? new ProgramSpec(), _folder, Clock);
        _leaving.Until = until;
    }

    /// <summary>Over by the log; nothing is reported.</summary>
    public void Kill()
    {
        IsOver = true;
        _folder.WriteOver("");
    }

    /// <summary>One look, some times a second.</summary>
    public void Look()
    {
        try
        {
            if (_ranks.Count == 0) Begin();
            else LookAtRanks();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            // A disk that is full, a machine without room for a process. What runs is looked at again; a look changes nothing.
            if (_launches == 0) End(new(VerdictKind.Failed, $"it could not be started: {refused.Message}"));
        }
    }

    /// <summary>It is over; says so to the log's side.</summary>
    public void End(Verdict verdict)
    {
        if (verdict.Kind is VerdictKind.Failed or VerdictKind.Lost) _folder.WriteOver(verdict.Write());
        IsOver = true;
        if (verdict.Kind == VerdictKind.Left)
            listener.Stopped(Launch.Attempt, verdict.Saved && Launch.Job.Checkpoint is not null, keptMs: null, verdict.Detail);
        else listener.Completed(Launch.Attempt, verdict.Kind == VerdictKind.Completed ? JobOutcome.Completed : JobOutcome.Failed, workMs: null, verdict.Detail);
    }

    /// <summary>It is over, and whoever reports it is another.</summary>
    public void EndUnsaid(Verdict verdict)
    {
        _folder.WriteOver(verdict.Write());
        IsOver = true;
    }

    private void Begin()
    {
        if (_leaving is not null)
        {
            IsOver = true;
            listener.Stopped(Launch.Attempt, saved: true, Launch.ResumeFromMs, "it had not begun");
            return;
        }
        if (LaunchCheck.Fault(Launch, means.Settings.Nodes) is { } fault)
        {
            End(new(VerdictKind.Failed, fault));
            return;
        }
        if (means.UserOf(Launch.Tenant, out var problem) is not { } user)
        {
            End(new(VerdictKind.Failed, problem));
            return;
        }
        if (means.Devices.Take(Launch.Nodes) is not { } devices) return; // those of another attempt are not free yet
        try
        {
            _ranks = Preparation.Prepare(Launch, means, _folder, user, devices);
        }
        finally
        {
            if (_ranks.Count == 0)
                for (var i = 0; i < devices.Count; i++) means.Devices.GiveBack(Launch.Nodes[i].Node, devices[i]);
        }
        LookAtRanks();
    }

    private void LookAtRanks()
    {
        List<RankLook> looks = [.. _ranks.Select(rank => rank.Look())];
        if (Verdict.Of(looks, _leaving is { IsWarned: true }) is { } verdict) End(verdict);
        else
        {
            if (looks.Any(look => look.Phase == RankPhase.Unclaimed)) LaunchAgain(looks);
            _leaving?.Tell(_ranks);
        }
    }

    private void LaunchAgain(List<RankLook> looks)
    {
        if (_launches > 0 && Clock.GetElapsedTime(_launchedAt) < Patience) return;
        if (_launches++ == MostLaunches)
        {
            End(new(VerdictKind.Failed, "its launcher does not start"));
            return;
        }
        _launchedAt = Clock.GetTimestamp();
        for (var rank = 0; rank < looks.Count; rank++)
            if (looks[rank].Phase == RankPhase.Unclaimed) Launcher.Start(_ranks[rank].Folder, means.Term);
    }
}
