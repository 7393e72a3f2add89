using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Engines;

/// <summary>
/// What really runs attempts. It is told only what is durable, in the order of the log, by one thread; what it sees goes to the listener, from any thread.
/// No call waits for a process: a call that takes time is finished by the engine itself.
/// </summary>
public interface IEngine : IAsyncDisposable
{
    /// <summary>For people: <c>local processes</c>.</summary>
    string Name { get; }

    /// <summary>Whether the hardware is only played: then people must be told so wherever they see it.</summary>
    bool IsSimulated { get; }

    /// <summary>
    /// Begins. Attempts that were launched before, perhaps by an engine in a process that is gone, are found again or, where no user code ever started, started;
    /// those that are over are reported. Called once, before anything else.
    /// </summary>
    /// <param name="running">Every attempt that by the log was launched and is not over.</param>
    void Start(IEngineListener listener, IReadOnlyList<RunningAttempt> running);

    /// <summary>Starts the attempt's program on its nodes, all ranks or none. However often it is called, user code starts once.</summary>
    void Launch(Launch launch);

    /// <summary>Tells an attempt to save and leave. Asked again, with another instant, the later word counts.</summary>
    /// <param name="until">When it is killed if it has not left; that kill comes as <see cref="Kill"/>.</param>
    void Stop(AttemptId attempt, Instant until);

    /// <summary>The attempt is over by the log, whatever became of its processes: none of them is left soon after. Nothing more is reported of it.</summary>
    void Kill(AttemptId attempt);

    /// <summary>A piece of what an attempt wrote.</summary>
    /// <param name="from">The byte to begin at, from 0; what was rotated away is passed over.</param>
    /// <returns>Null when there is nothing of it: it never ran here, it has no such rank, or it was removed.</returns>
    OutputPiece? Read(AttemptId attempt, int rank, OutputKind kind, long from, int most);

    /// <summary>Jobs of which something is kept: what their attempts wrote, or a folder of the job's own. In no order; those that run are among them.</summary>
    IEnumerable<KeptWork> Kept();

    /// <summary>Removes all that is kept of a job; of one that still has an attempt here, nothing.</summary>
    void Remove(JobId job);

    /// <summary>Removes what an attempt wrote; of one that is not over, nothing.</summary>
    void Remove(AttemptId attempt);
}

/// <param name="Attempts">Those of which something is kept.</param>
public sealed record KeptWork(JobId Job, IReadOnlyList<int> Attempts);

/// <summary>What an engine sees. Of attempts that are over by the log nothing is expected any more, and nothing harms.</summary>
public interface IEngineListener
{
    /// <summary>It ended by itself.</summary>
    /// <param name="workMs">All the work that it needed, at the reference speed; null: as much as the time that it ran says.</param>
    /// <param name="detail">For people: <c>exit code 3</c>.</param>
    void Completed(AttemptId attempt, JobOutcome outcome, long? workMs, string detail);

    /// <summary>It left after it was told to.</summary>
    /// <param name="saved">Whether it saved its progress first; else only what it saved by its schedule is kept.</param>
    /// <param name="keptMs">The work that its save holds; null: as much as the time that it ran says.</param>
    void Stopped(AttemptId attempt, bool saved, long? keptMs, string detail);

    /// <summary>A node stopped working; whatever ran there is lost.</summary>
    void NodeDown(string node, string cause);

    void NodeUp(string node);
}

/// <summary>All that an engine must know to start an attempt.</summary>
/// <param name="Tenant">Its name.</param>
/// <param name="Job">As it was submitted.</param>
/// <param name="Nodes">In order of the ranks' nodes; a rank is a node's share.</param>
/// <param name="ResumeFromMs">The saved work that it goes on from; 0: it starts from nothing.</param>
/// <param name="Replica">Its number in its service; -1: it is of none.</param>
/// <param name="At">When it was launched by the log.</param>
/// <param name="SpeedThousandths">Of the reference speed.</param>
public sealed record Launch(
    AttemptId Attempt, string Tenant, JobSpec Job, IReadOnlyList<NodeSlot> Nodes, long ResumeFromMs, int Replica, Instant At, int SpeedThousandths);

/// <summary>A share of a node.</summary>
public sealed record NodeSlot(string Node, NodeDemand Demand);

/// <param name="StoppedAt">When it was told to leave; never: it was not.</param>
/// <param name="StopUntil">Until when; never: it was not told.</param>
public sealed record RunningAttempt(Launch Launch, Instant StoppedAt, Instant StopUntil);

public enum OutputKind
{
    Out = 0,
    Error = 1,
}

/// <param name="From">Where it begins.</param>
/// <param name="IsOver">Nothing will follow it.</param>
public sealed record OutputPiece(long From, ReadOnlyMemory<byte> Bytes, bool IsOver);
