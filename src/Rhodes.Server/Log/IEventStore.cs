namespace Rhodes.Server.Log;

/// <summary>
/// Where the log is kept: the border to a database. Made by whatever opens it; what it holds is checked by <see cref="LogOpening"/> and
/// <see cref="LogVerification"/>, which know no database.
/// </summary>
public interface IEventStore : IDisposable
{
    /// <summary>What messages call it.</summary>
    string Name { get; }

    /// <summary>The place behind the last durable entry, as the store itself notes it beside its records.</summary>
    /// <exception cref="LogUnreadableException">The note is damaged.</exception>
    LogPlace End();

    /// <summary>
    /// Puts an entry behind all that were appended before, from any thread. The task ends when the entry is durable, never earlier.
    /// </summary>
    /// <param name="body">Of <see cref="EntryEncoding"/>.</param>
    /// <exception cref="LogException">In the task: the store refuses to write since a write failed; the same for every later entry.</exception>
    Task<LogPlace> Append(byte[] body);

    /// <summary>Records in order, durable ones only, as they are: nothing is checked here. Others may append meanwhile; they are not seen.</summary>
    /// <param name="from">The first number.</param>
    /// <exception cref="LogUnreadableException">They cannot be read on, because something is damaged.</exception>
    IEnumerable<LogRecord> Read(long from);

    /// <summary>Takes the last record out, because it is damaged, and keeps what is left of it aside. Before anything is appended.</summary>
    /// <param name="last">The number that <see cref="End"/> says.</param>
    /// <param name="sound">The place before it.</param>
    /// <returns>Where it is kept.</returns>
    string SetAside(long last, LogPlace sound);

    /// <summary>Keeps a snapshot beside the log; the newest three are kept.</summary>
    void Keep(LogSnapshot snapshot);

    /// <summary>The newest first. What is wrong with one is in its place; the others are read all the same.</summary>
    IEnumerable<KeptSnapshot> Snapshots();
}

/// <summary>A state, and the place in the log that it is of.</summary>
/// <param name="State">Of <see cref="Rhodes.Core.Control.Snapshot"/>.</param>
public sealed record LogSnapshot(LogPlace Place, byte[] State);

/// <param name="Name">For people.</param>
/// <param name="Damage">What is wrong with it; then there is no snapshot.</param>
public sealed record KeptSnapshot(string Name, LogSnapshot? Snapshot, string? Damage);
