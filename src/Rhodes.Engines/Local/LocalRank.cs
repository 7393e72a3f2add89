namespace Rhodes.Engines.Local;

/// <summary>One rank that was launched, as its folder and the table of processes show it.</summary>
internal sealed class LocalRank(RankFolder folder, RankHolding holding)
{
    private ProcessIdentity? _claim;
    private ProcessIdentity? _child;
    private RankExit? _exit;

    public RankFolder Folder { get; } = folder;

    public RankHolding Holding { get; } = holding;

    /// <summary>Whether the machine was started anew since its token was taken.</summary>
    /// <remarks>A power cut may leave a token without a word in it.</remarks>
    public bool IsOfAnotherBoot => _claim?.Boot != ProcessIdentity.ThisBoot && Folder.IsClaimed;

    private ProcessIdentity? Child => _child ??= Folder.Child;

    public RankLook Look()
    {
        if (_exit is not null) return new(RankPhase.Exited, _exit);
        if (_claim is null && !Folder.IsClaimed) return new(RankPhase.Unclaimed);
        _claim ??= Folder.Claim;
        var isAlive = _claim is { IsAlive: true };
        _exit = Folder.Exit; // asked after: a launcher writes it, and only then is gone
        if (_exit is not null) return new(RankPhase.Exited, _exit);
        return new(isAlive ? RankPhase.Running : RankPhase.Lost);
    }

    /// <summary>Signals the whole group of the program.</summary>
    /// <returns>False: there is no program yet.</returns>
    public bool TrySignal(int signal)
    {
        if (Child is not { } child) return false;
        if (child.IsAlive) Posix.Signal(-child.Number, signal);
        return true;
    }

    /// <summary>Kills whatever of it is there.</summary>
    /// <param name="processes">All of this machine.</param>
    /// <returns>False: something is still there, or was a moment ago.</returns>
    public bool IsGone(IReadOnlyList<ProcessRow> processes)
    {
        var alive = Members(processes);
        if (alive.Count > 0) TrySignal(Posix.Kill);
        if (Holding.Group is { } group && !ControlGroups.IsEmpty(group))
        {
            ControlGroups.Kill(group);
            return false;
        }
        foreach (var process in alive)
            if (ProcessTable.Find(process.Number)?.Started == process.Started) Posix.Signal(process.Number, Posix.Kill);
        return alive.Count == 0;
    }

    /// <summary>By the mark in the environment, by the session of the program, and whatever those have started.</summary>
    private List<ProcessRow> Members(IReadOnlyList<ProcessRow> processes)
    {
        var session = Child is { IsAlive: true } child ? child.Number : 0;
        List<ProcessRow> members = [.. processes.Where(row => row.Folder == Folder.Path || (session != 0 && row.Session == session))];
        var numbers = members.Select(row => row.Number).ToHashSet();
        for (var before = -1; before != members.Count;)
        {
            before = members.Count;
            members.AddRange(processes.Where(row => numbers.Contains(row.Parent) && numbers.Add(row.Number)).ToList());
        }
        return members;
    }
}
