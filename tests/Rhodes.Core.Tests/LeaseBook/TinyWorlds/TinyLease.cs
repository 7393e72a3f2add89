using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.LeaseBook.TinyWorlds;

/// <summary>So many cells of a kind, over the whole hours [From, Until) of a three-hour day.</summary>
public readonly record struct TinyLease(int Tenant, int Kind, int Cells, int From, int Until)
{
    public const int Hours = 3;

    /// <summary>All that can be asked: two tenants, seven kinds of cells, one or two of them, six windows.</summary>
    public static IReadOnlyList<TinyLease> All { get; } =
    [
        .. from tenant in Enumerable.Range(0, 2)
           from kind in Enumerable.Range(0, 7)
           from cells in Enumerable.Range(1, 2)
           from span in Enumerable.Range(1, Hours)
           from start in Enumerable.Range(0, Hours - span + 1)
           select new TinyLease(tenant, kind, cells, start, start + span),
    ];

    /// <summary>
    /// Each <paramref name="stride"/>-th row of so many leases, one asked after the other. The first tenant to ask is always
    /// number 0: a world with the names exchanged is the same world.
    /// </summary>
    public static IEnumerable<TinyLease[]> Rows(int length, long stride)
    {
        var firsts = All.Count / 2;
        var rows = (long)firsts;
        for (var i = 1; i < length; i++) rows *= All.Count;
        for (var number = 0L; number < rows; number += stride)
        {
            var row = new TinyLease[length];
            var rest = number;
            for (var i = length - 1; i > 0; i--) (row[i], rest) = (All[(int)(rest % All.Count)], rest / All.Count);
            row[0] = All[(int)rest];
            yield return row;
        }
    }

    /// <summary>When an hour begins. The day begins late enough that there is a time before it.</summary>
    public static Instant At(int hour) => new((hour + 1) * 3_600_000L);

    /// <summary>The hour that has begun; -1 before the day.</summary>
    public static int HourOf(Instant at) => (int)(at.Milliseconds / 3_600_000L) - 1;

    public LeaseSpec Spec(TinyFabric fabric, string name) => new()
    {
        Name = name,
        Tenant = $"tenant {Tenant}",
        Pool = "p",
        Shape = fabric.Kinds[Kind].Shape,
        Steps = [new(At(From), At(Until), Cells)],
        RecallNotice = Duration.Zero,
    };

    public override string ToString() => $"tenant {Tenant}: {Cells} of kind {Kind} in [{From}, {Until})";
}
