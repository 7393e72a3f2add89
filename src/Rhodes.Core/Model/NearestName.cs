namespace Rhodes.Core.Model;

/// <summary>What somebody probably meant who wrote a name that does not exist.</summary>
public static class NearestName
{
    /// <param name="wanted">What was written; case is not counted.</param>
    /// <param name="names">What could have been; the first of equally near ones is taken.</param>
    /// <returns>The nearest name; null when even that one differs in more than half of its letters.</returns>
    public static string? Of(string wanted, IEnumerable<string> names)
    {
        string? nearest = null;
        var least = int.MaxValue;
        foreach (var name in names)
        {
            var distance = Distance(wanted, name);
            if (distance >= least || distance * 2 > Math.Max(wanted.Length, name.Length)) continue;
            nearest = name;
            least = distance;
        }
        return nearest;
    }

    /// <summary>Letters to insert, drop or replace to make one name of the other (Levenshtein), one row at a time.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
