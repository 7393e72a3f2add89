using System.Globalization;
using Rhodes.Core.Model;

namespace Rhodes.Engines.Local;

/// <summary>Reads off an engine's folder of which jobs something is there.</summary>
internal static class KeptFolders
{
    /// <param name="root">The engine's folder. What in it is not its own is passed over.</param>
    public static IEnumerable<KeptWork> In(string root)
    {
        foreach (var tenant in Inside(root))
        {
            if (!TryNumber(tenant.Split('-')[0], out var index) || !tenant.Contains('-', StringComparison.Ordinal)) continue;
            foreach (var job in Inside(Path.Join(root, tenant)))
            {
                if (!TryNumber(job, out var number)) continue;
                List<int> attempts = [];
                foreach (var attempt in Inside(Path.Join(root, tenant, job)))
                    if (TryNumber(attempt, out var ordinal)) attempts.Add(ordinal);
                yield return new(new(index, number), attempts);
            }
        }
    }

    /// <returns>None, where the folder is gone by now.</returns>
    private static List<string> Inside(string folder)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path))];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static bool TryNumber(string name, out int number) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
