using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Engines.Local;

/// <summary>Tells the ranks of an attempt to leave: the job's signal at once, SIGTERM near the end of the notice. The kill is another's.</summary>
internal sealed class Leaving(ProgramSpec program, AttemptFolder folder, TimeProvider clock)
{
    private readonly HashSet<LocalRank> _warned = [];
    private bool _isWarned = folder.IsWarned;
    private bool _isTerminated = folder.IsTerminated || program.Warn == LeaveSignal.Terminate;
    private long _saidAt;
    private TimeSpan _left;

    /// <summary>When the notice ends. The wall clock is read once, when it is said; what is left is counted by a clock that never jumps.</summary>
    public Instant Until
    {
        set
        {
            _saidAt = clock.GetTimestamp();
            var left = value.IsNever ? long.MaxValue : value.Milliseconds - clock.GetUtcNow().ToUnixTimeMilliseconds();
            _left = TimeSpan.FromMilliseconds(Math.Clamp(left, 0, (long)TimeSpan.FromDays(10_000).TotalMilliseconds));
        }
    }

    /// <summary>Whether a rank was told.</summary>
    public bool IsWarned => _isWarned || _warned.Count > 0;

    /// <summary>Signals whoever was not told yet. A rank that is just starting is told as soon as there is a program.</summary>
    public void Tell(IReadOnlyList<LocalRank> ranks)
    {
        if (!_isWarned)
        {
            foreach (var rank in ranks)
                if (!_warned.Contains(rank) && rank.TrySignal(Number(program.Warn))) _warned.Add(rank);
            _isWarned = _warned.Count == ranks.Count;
            if (_isWarned) folder.WriteWarned();
        }
        if (_isTerminated || _left - clock.GetElapsedTime(_saidAt) > TimeSpan.FromMilliseconds(program.Grace.Milliseconds)) return;
        foreach (var rank in ranks) rank.TrySignal(Number(LeaveSignal.Terminate));
        _isTerminated = true;
        folder.WriteTerminated();
    }

    private static int Number(LeaveSignal signal) => signal switch
    {
        LeaveSignal.HangUp => 1,
        LeaveSignal.Interrupt => 2,
        LeaveSignal.User1 => 10,
        LeaveSignal.User2 => 12,
        _ => 15,
    };
}
