using Rhodes.Core.Fabric;
using Rhodes.Core.LeaseBook;

namespace Rhodes.Core.Tests.LeaseBook.Slow;

/// <summary>Changes to a plan that are all taken back when it is disposed of.</summary>
internal sealed class SlowPlanDraft(Plan plan) : IDisposable
{
    private readonly List<(int Id, Tenure? Before)> _done = [];

    public int Mark => _done.Count;

    public void Set(Tenure tenure)
    {
        _done.Add((tenure.Id, plan.TryGet(tenure.Id, out var before) ? before : null));
        plan.Set(tenure);
    }

    public void Remove(int id)
    {
        if (!plan.TryGet(id, out var before)) return;
        _done.Add((id, before));
        plan.Remove(id);
    }

    public void BackTo(int mark)
    {
        for (var i = _done.Count - 1; i >= mark; i--)
        {
            if (_done[i].Before is { } before) plan.Set(before);
            else plan.Remove(_done[i].Id);
        }

        _done.RemoveRange(mark, _done.Count - mark);
    }

    public void Dispose() => BackTo(0);
}
