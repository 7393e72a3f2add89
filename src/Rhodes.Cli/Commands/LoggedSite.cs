using System.Diagnostics.CodeAnalysis;
using System.Text;
using Rhodes.Core.Contract;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Server.Data;
using Rhodes.Server.Log;

namespace Rhodes.Cli.Commands;

/// <summary>A site as its log says that it was: from a data folder, also of a server that runs, or from an export.</summary>
internal static class LoggedSite
{
    /// <summary>Whether a path is a data folder or an export, as far as one can see from outside.</summary>
    public static bool IsLog(string path) => File.Exists(Path.Combine(path, "log.db"))
        || (File.Exists(path) && (path.EndsWith(".jsonl", StringComparison.Ordinal) || path.EndsWith(".jsonl.gz", StringComparison.Ordinal)));

    /// <param name="when">An instant, or a duration since the first entry; null: the end.</param>
    /// <param name="saw">Told of each event up to then.</param>
    /// <param name="site">The site at that instant.</param>
    /// <returns>False when it cannot be; that was said then.</returns>
    public static bool TryReplay(string path, string? when, Action<Instant, Event> saw, Terminal terminal, [NotNullWhen(true)] out PastSite? site)
    {
        var isRefused = false;
        PastSite past = new(from =>
        {
            if (when is null) return Instant.Never;
            isRefused = !Loading.TryReadTime("--at", when, from, terminal, out var at);
            return isRefused ? null : at;
        }, saw);
        site = null;
        using LongWork work = new("replaying the log", terminal);
        var problem = !Path.Exists(path) ? "there is no such file or folder; expected a data folder, or an export of a log" : Directory.Exists(path) ? ReplayFolder(path, past, work, terminal) : ReplayExport(path, past, work);
        work.Clear();
        if (isRefused) return false;
        if (work.IsInterrupted) problem = "interrupted";
        problem ??= past.Problem ?? (past.Entries == 0 ? "the log is empty" : null);
        if (problem is not null)
        {
            terminal.Refuse(problem.StartsWith('(') ? $"{path}{problem}" : $"{path}: {problem}");
            return false;
        }

        past.Finish();
        site = past;
        return true;
    }

    private static string? ReplayFolder(string path, PastSite past, LongWork work, Terminal terminal)
    {
        using var folder = DataFolder.OpenToRead(path, terminal.Error.WriteLine);
        var last = LogVerifyCommand.LastOf(folder.Store);
        return LogWalk.Through(folder.Store, record =>
        {
            work.Report((double)record.Sequence / Math.Max(1, last));
            return !work.IsInterrupted && past.See(record);
        })?.ToString();
    }

    private static string? ReplayExport(string path, PastSite past, LongWork work)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return LogImport.Through(Gzip.UnpackIfPacked(stream), record =>
            {
                work.Report((double)stream.Position / Math.Max(1, stream.Length));
                return !work.IsInterrupted && past.See(record);
            }).Problem;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"cannot be read: {error.Message}";
        }
        catch (InvalidDataException damaged)
        {
            return $"is damaged or cut off: {damaged.Message}";
        }
        catch (DecoderFallbackException)
        {
            return "is not UTF-8; expected what 'rhodes log export' wrote";
        }
    }
}
