using Rhodes.Files.Reading;

namespace Rhodes.Files.Sweep;

internal static class SweepKeys
{
    public static readonly KeySet Sweep = new("a sweep", "name", "scenario", "vary", "with", "parallel");
}
