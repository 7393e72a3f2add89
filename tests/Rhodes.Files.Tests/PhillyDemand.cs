using System.Globalization;
using System.IO.Compression;

namespace Rhodes.Files.Tests;

/// <summary>The demand of each tenant of the Philly trace if every job ran at its timestamp, sampled each minute.</summary>
internal static class PhillyDemand
{
    public static Dictionary<string, int> NinetiethPercentiles(string path)
    {
        var jobs = Jobs(path).ToList();
        var (first, last) = (jobs.Min(job => job.At), jobs.Max(job => job.At));
        var minutes = (int)((last - first).TotalSeconds / 60) + 1;
        return jobs.GroupBy(job => job.Tenant).ToDictionary(group => group.Key, group =>
        {
            var changes = new int[minutes + 1];
            foreach (var job in group)
            {
                var start = (job.At - first).TotalSeconds;
                changes[Minute(start, minutes)] += job.Devices;
                changes[Minute(start + job.Seconds, minutes)] -= job.Devices;
            }
            return Percentile(changes, minutes);
        });
    }

    private static int Percentile(int[] changes, int minutes)
    {
        var (sum, samples) = (0, new int[minutes]);
        for (var minute = 0; minute < minutes; minute++) samples[minute] = sum += changes[minute];
        Array.Sort(samples);
        return samples[(minutes * 9 + 9) / 10 - 1];
    }

    private static int Minute(double seconds, int most) => (int)Math.Min(Math.Ceiling(seconds / 60), most);

    private static IEnumerable<(DateTime At, double Seconds, int Devices, string Tenant)> Jobs(string path)
    {
        using var file = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        file.ReadLine();
        while (file.ReadLine() is { } line)
        {
            var parts = line.Split(',');
            yield return (
                DateTime.ParseExact(parts[0], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                double.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture), parts[4]);
        }
    }
}
