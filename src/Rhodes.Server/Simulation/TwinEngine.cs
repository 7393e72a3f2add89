using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Engines;
using Rhodes.Server.Site;
using Rhodes.Twin.Replay;

namespace Rhodes.Server.Simulation;

/// <summary>The twin's hardware as an engine, at the speed of the site's clock. It needs nothing but the log to go on after a restart.</summary>
public sealed class TwinEngine(SiteClock clock) : IEngine
{
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly AutoResetEvent _changed = new(false);
    private readonly Dictionary<AttemptId, JobId> _live = [];
    private readonly Dictionary<JobId, (JobWork Work, int Attempts)> _works = [];
    private SimulatedEngine? _engine;
    private IEngineListener? _listener;
    private Thread? _thread;
    private volatile bool _isOver;

    public string Name => "simulated hardware";

    public bool IsSimulated => true;

    private SimulatedEngine Engine => _engine ??= new(job => _works[job].Work);

    public void Start(IEngineListener listener, IReadOnlyList<RunningAttempt> running)
    {
        _listener = listener;
        lock (_gate)
        {
            foreach (var attempt in running)
            {
                Add(attempt.Launch);
                if (!attempt.StoppedAt.IsNever) Engine.Follow(new AttemptStopping(attempt.Launch.Attempt, attempt.StopUntil, StopReason.Recall), attempt.StoppedAt);
            }
        }

        _thread = new(Play) { IsBackground = true, Name = "simulated hardware" };
        _thread.Start();
    }

    public void Launch(Launch launch)
    {
        lock (_gate) Add(launch);
        _changed.Set();
    }

    public void Stop(AttemptId attempt, Instant until)
    {
        lock (_gate)
            if (_live.ContainsKey(attempt)) Engine.Follow(new AttemptStopping(attempt, until, StopReason.Recall), clock.Now);
        _changed.Set();
    }

    public void Kill(AttemptId attempt)
    {
        lock (_gate)
        {
            if (!_live.Remove(attempt, out var job)) return;
            Engine.Follow(new AttemptEnded(attempt, AttemptEnd.Killed, 0), clock.Now);
            var (work, attempts) = _works[job];
            _works[job] = (work, attempts - 1);
            if (attempts > 1) return;
            _works.Remove(job);
            Engine.Follow(new JobEnded(job, JobOutcome.Completed, 0), clock.Now);
        }
    }

    public OutputPiece? Read(AttemptId attempt, int rank, OutputKind kind, long from, int most) => null;

    public IEnumerable<KeptWork> Kept() => [];

    public void Remove(JobId job)
    {
    }

    public void Remove(AttemptId attempt)
    {
    }

    public ValueTask DisposeAsync()
    {
        _isOver = true;
        _changed.Set();
        _thread?.Join();
        _changed.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>An attempt that is here already is not started again.</summary>
    private void Add(Launch launch)
    {
        var (id, job) = (launch.Attempt, launch.Attempt.Job);
        if (!_live.TryAdd(id, job)) return;
        if (_works.TryGetValue(job, out var known)) _works[job] = (known.Work, known.Attempts + 1);
        else
        {
            _works.Add(job, (SimulatedWork.Of(launch.Job), 1));
            Engine.Follow(new JobSubmitted(job, launch.Job, launch.Replica), launch.At);
        }

        Engine.Follow(new AttemptPlaced(id, Claim.Loan, [], launch.SpeedThousandths), launch.At);
        Engine.Follow(new AttemptLaunched(id, launch.ResumeFromMs), launch.At);
    }

    private void Play()
    {
        while (!_isOver)
        {
            TimeSpan wait;
            lock (_gate)
            {
                while (Engine.TakeReport(clock.Now) is { } report) Tell(report);
                wait = clock.Until(Engine.Next);
            }

            if (wait > TimeSpan.Zero) _changed.WaitOne(wait < Nap ? wait : Nap);
        }
    }

    private void Tell(Command report)
    {
        switch (report)
        {
            case ReportCompleted done: _listener!.Completed(done.Attempt, done.Outcome, done.WorkMs, ""); break;
            case ReportStopped left: _listener!.Stopped(left.Attempt, saved: true, left.KeptMs, ""); break;
            default: throw Invariant.Broken($"simulated hardware does not report a {report.GetType().Name}");
        }
    }
}
