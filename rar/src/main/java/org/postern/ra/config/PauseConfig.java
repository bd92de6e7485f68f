package org.postern.ra.config;

import java.util.Map;

/**
 * How a bean and its addresses are paused.
 *
 * @param atStart whether the bean begins paused
 * @param closesAddress whether no client can connect to a paused address; else each hears 421
 */
public record PauseConfig(boolean atStart, boolean closesAddress) {
    static PauseConfig read(Configuration from) {
        return new PauseConfig(
                from.choice(Property.INITIAL_STATE, Map.of("running", false, "paused", true)),
                from.choice(Property.WHEN_PAUSED, Map.of("421", false, "closed", true)));
    }
}
