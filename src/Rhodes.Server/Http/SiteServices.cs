using Rhodes.Core.Units;
using Rhodes.Engines;
using Rhodes.Server.Access;
using Rhodes.Server.Log;
using Rhodes.Server.Site;
using Rhodes.Server.Views;

namespace Rhodes.Server.Http;

/// <summary>What endpoints answer with: one of each for a site.</summary>
/// <param name="KeepOutput">How long what programs wrote is kept after they ended.</param>
/// <param name="MostJobs">Jobs that are not over which one tenant may have.</param>
internal sealed record SiteServices(SiteWriter Writer, SiteClock Clock, IEventStore Store, JobViews Jobs, SiteFacts Facts, Secrets Secrets, Pages Pages, ChangeFeed Changes, IEngine Engine, int MostJobs, Duration KeepOutput);
