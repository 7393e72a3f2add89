using System.Globalization;
using System.Text;

namespace Rhodes.Engines.Local;

/// <summary>A process for good: a number alone is given to others later.</summary>
/// <param name="Started">In ticks since the start of the machine.</param>
/// <param name="Boot">Which start of the machine.</param>
internal readonly record struct ProcessIdentity(int Number, long Started, string Boot)
{
    /// <summary>Which start of the machine this is.</summary>
    public static string ThisBoot { get; } = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <returns>Null: it is not written as the launcher writes it, as after a power cut.</returns>
    public static ProcessIdentity? Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.TrimEntries);
        return parts.Length == 3 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var number) && number > 1
            && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var started) ? new(number, started, parts[2]) : null;
    }

    /// <summary>A dead process that nobody waited for counts as gone.</summary>
    public bool IsAlive => Boot == ThisBoot && ProcessTable.Find(Number) is { IsDead: false } row && row.Started == Started;
}

/// <param name="Folder">Of the rank that it came from, by the mark in its environment; null: it has none, or it may not be seen.</param>
internal sealed record ProcessRow(int Number, int Parent, int Session, long Started, bool IsDead, string? Folder);

/// <summary>The processes of this machine, as <c>/proc</c> lists them.</summary>
internal static class ProcessTable
{
    /// <summary>The variable that every process of a rank has from its launcher on.</summary>
    public const string Mark = "RHODES_RANK_FOLDER";

    private static readonly byte[] MarkBytes = Encoding.ASCII.GetBytes(Mark + "=");

    /// <summary>Costs some milliseconds: for the ends of attempts, not for every look.</summary>
    public static List<ProcessRow> ReadAll()
    {
        List<ProcessRow> rows = [];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && Find(number) is { IsDead: false } row) rows.Add(row with { Folder = FolderOf(number) });
        return rows;
    }

    /// <returns>Without its folder. Null: there is none.</returns>
    public static ProcessRow? Find(int number)
    {
        if (ReadBytes($"/proc/{number}/stat") is not { } bytes) return null;
        var stat = Encoding.UTF8.GetString(bytes);
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries); // the name before may hold anything
        return fields.Length < 20 ? null : new ProcessRow(number, Int(fields[1]), Int(fields[3]),
            long.Parse(fields[19], CultureInfo.InvariantCulture), fields[0] is "Z" or "X", Folder: null);
    }

    private static int Int(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private static string? FolderOf(int number)
    {
        var left = (ReadBytes($"/proc/{number}/environ") ?? []).AsSpan();
        while (left.Length > 0)
        {
            var end = left.IndexOf((byte)0);
            var variable = end < 0 ? left : left[..end];
            if (variable.StartsWith(MarkBytes)) return Encoding.UTF8.GetString(variable[MarkBytes.Length..]);
            left = end < 0 ? [] : left[(end + 1)..];
        }
        return null;
    }

    private static byte[]? ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException) // it ended, or is another user's
        {
            return null;
        }
    }
}
