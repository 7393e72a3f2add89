using System.Globalization;
using Rhodes.Core.Model;

namespace Rhodes.Engines.Local;

/// <summary>Where things of an attempt stand: <c>TENANT/JOB/ORDINAL/rank-R</c> in the engine's folder.</summary>
internal sealed class AttemptFolder
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Jobs' users pass through to the folders of their own.</summary>
    public const UnixFileMode Passable = Owner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _job;

    public AttemptFolder(string root, string tenant, AttemptId attempt)
    {
        _job = System.IO.Path.Join(root, TenantIn(attempt.Job.Tenant, tenant), Number(attempt.Job.Number));
        Path = System.IO.Path.Join(_job, Number(attempt.Ordinal));
    }

    public string Path { get; }

    /// <summary>With all of the job's attempts.</summary>
    public string Job => _job;

    /// <summary>The job's own: kept from attempt to attempt.</summary>
    public string State => System.IO.Path.Join(_job, "state");

    /// <summary>Why nothing of it may start any more. Null: it may. Empty: the log says that it is over.</summary>
    public string? Over => Whole.Read(OverIn(Path));

    /// <summary>When it was told to leave, for whoever goes on after this process.</summary>
    public bool IsWarned => File.Exists(In("warned"));

    public bool IsTerminated => File.Exists(In("terminated"));

    public int? Port => int.TryParse(Whole.Read(In("port")), CultureInfo.InvariantCulture, out var port) ? port : null;

    public static string OverIn(string attempt) => System.IO.Path.Join(attempt, "over");

    /// <summary>With the number, since names may be given to others after a tenant is gone.</summary>
    public static string TenantIn(int index, string tenant) => $"{Number(index)}-{tenant}";

    public RankFolder Rank(int rank) => new(In($"rank-{Number(rank)}"));

    public void Make(int ranks)
    {
        Posix.MakeFolder(System.IO.Path.GetDirectoryName(_job)!, Passable);
        Posix.MakeFolder(_job, Passable);
        Posix.MakeFolder(Path, Owner);
        for (var rank = 0; rank < ranks; rank++) Posix.MakeFolder(Rank(rank).Path, Owner);
    }

    /// <summary>Given away though it is there: whoever made it may have been killed before it gave it away.</summary>
    public void MakeState(UnixUser user)
    {
        if (!Directory.Exists(State)) Posix.MakeFolder(State, Owner);
        if (Posix.IsRoot) Posix.GiveTo(State, user);
    }

    /// <summary>Before anything is ended: what has not begun then never begins.</summary>
    public void WriteOver(string why) => WriteOver(Path, why);

    /// <summary>Of an attempt by its folder. On a disk that is full nothing is written; then what has not begun may begin, and is ended as soon as it is seen.</summary>
    public static void WriteOver(string attempt, string why)
    {
        try
        {
            if (Directory.Exists(attempt)) Whole.Write(OverIn(attempt), why);
        }
        catch (IOException)
        {
            // What is over must be ended all the same.
        }
    }

    public void WriteWarned() => Whole.Write(In("warned"), "");

    public void WriteTerminated() => Whole.Write(In("terminated"), "");

    public void WritePort(int port) => Whole.Write(In("port"), Number(port));

    private string In(string name) => System.IO.Path.Join(Path, name);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
