namespace Rhodes.Files.Reading;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Nearest
{
    /// <returns>The candidate with the fewest slips from <paramref name="written"/>, the first of equals; null when none is near.</returns>
    /// <remarks>Near is at most a third of the letters, and never more than four slips.</remarks>
    public static string? To(string written, IEnumerable<string> candidates)
    {
        if (written.Length is 0 or > 200) return null;
        var most = Math.Clamp(written.Length / 3, 1, 4);
        string? best = null;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - written.Length) > most) continue;
            var slips = Slips(written, candidate, most);
            if (slips > most || (best is not null && slips == most)) continue;
            (best, most) = (candidate, slips);
            if (slips == 0) break; // differs in case only
        }
        return best;
    }

    /// <summary>Letters left out, put in, wrong, or swapped with their neighbour; capital and small are equal.</summary>
    /// <returns>The number, or more than <paramref name="most"/> when it is above that.</returns>
    private static int Slips(string a, string b, int most)
    {
        int[] beforeLast = new int[b.Length + 1], last = new int[b.Length + 1], row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = Same(a[i - 1], b[j - 1]);
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + (same ? 0 : 1));
                var isSwapped = i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]);
                if (isSwapped) row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }
            if (least > most) return most + 1;
            (beforeLast, last, row) = (last, row, beforeLast);
        }
        return last[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
