using Rhodes.Core.Units;

namespace Rhodes.Twin.Report;

/// <summary>What was kept over time, as averages: for the charts as they are, for the tables in at most 40 rows.</summary>
internal static class Series
{
    private const int MostRows = 40;

    /// <summary>The average in each stretch, to the hundredth.</summary>
    public static decimal[] Averages(TimeLine time, LevelOverTime level) =>
        [.. Enumerable.Range(0, time.Stretches).Select(stretch => Average(level.Sums[stretch], time.LengthMs(stretch)))];

    public static long[] Most(TimeLine time, LevelOverTime level) => level.Most[..time.Stretches].ToArray();

    /// <summary>The most at once in the whole time.</summary>
    public static long MostOf(LevelOverTime level)
    {
        var most = 0L;
        foreach (var value in level.Most) most = Math.Max(most, value);
        return most;
    }

    /// <summary>A row for each of up to 40 equal parts of the time.</summary>
    /// <param name="cells">What stands in a row, for the stretches [first, end) and their milliseconds.</param>
    public static IEnumerable<IReadOnlyList<Html>> Rows(TimeLine time, Func<int, int, long, IEnumerable<string>> cells)
    {
        var step = (time.Stretches + MostRows - 1) / MostRows;
        for (var first = 0; first < time.Stretches; first += step)
        {
            var end = Math.Min(first + step, time.Stretches);
            var lengthMs = 0L;
            for (var i = first; i < end; i++) lengthMs += time.LengthMs(i);
            yield return Page.Cells([Words.Day(time.From + new Duration(first * time.WidthMs), time.End - time.From), .. cells(first, end, lengthMs)]);
        }
    }

    /// <summary>The average over some stretches.</summary>
    public static string Average(LevelOverTime level, int first, int end, long lengthMs) => $"{Average(Sum(level.Sums[first..end]), lengthMs):#,0.#}";

    public static long Most(LevelOverTime level, int first, int end)
    {
        var most = 0L;
        foreach (var value in level.Most[first..end]) most = Math.Max(most, value);
        return most;
    }

    public static long Sum(ReadOnlySpan<long> values)
    {
        var sum = 0L;
        foreach (var value in values) sum += value;
        return sum;
    }

    private static decimal Average(long sum, long lengthMs) => decimal.Round((decimal)sum / Math.Max(1, lengthMs), 2);
}
